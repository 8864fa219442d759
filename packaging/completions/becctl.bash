# bash completion for becctl: commands from its own help, options from the command's.

_becctl()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i

	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-c | --config) ((i++)) ;;
		-*) ;;
		*) command=${COMP_WORDS[i]}; break ;;
		esac
	done
	case $before in
	-c | --config | --index)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return ;;
	--only)
		mapfile -t COMPREPLY < <(compgen -W "$(becctl indicators 2>/dev/null | cut -f2)" -- "$word")
		return ;;
	--verdict)
		mapfile -t COMPREPLY < <(compgen -W 'clean suspicious malicious exempt error' -- "$word")
		return ;;
	esac
	if [[ -z $command ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(becctl --help 2>/dev/null |
			sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p') --config --help --version" -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(becctl "$command" --help 2>/dev/null |
			sed -n 's/^  .*\(--[a-z-]*\).*/\1/p')" -- "$word")
	elif [[ $command == feedback ]]; then
		mapfile -t COMPREPLY < <(compgen -f -W 'legitimate bec' -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}

complete -o filenames -F _becctl becctl
