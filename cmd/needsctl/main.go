package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/term"

	"needsbook/app/crash"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/storage/schooldb"
)

// world is what the program meets outside itself. Tests put their own in its place.
type world struct {
	in        io.Reader
	out, errs io.Writer
	env       func(name string) string
	ask       func(question string) (string, error) // reads a secret from a terminal; nil where there is none
	files     schooldb.Files
	options   func(today day.Date) desk.Options
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	w := world{in: os.Stdin, out: os.Stdout, errs: os.Stderr, env: os.Getenv, files: surroundings.Files(), options: surroundings.Options}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		w.ask = askTerminal
	}
	status := run(ctx, w, os.Args[1:])
	stop()
	os.Exit(status)
}

// askTerminal asks for a secret without showing it.
func askTerminal(question string) (string, error) {
	fmt.Fprint(os.Stderr, question+": ")
	secret, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(secret), err
}

// run does what the arguments say and returns the exit status.
func run(ctx context.Context, w world, args []string) int {
	asJSON := slices.Contains(args, "--json") || slices.Contains(args, "-json")
	v, rest, err := findVerb(args)
	if err != nil {
		return finish(w, asJSON, err)
	}
	if v.run == nil {
		return help(w)
	}
	c := newCall(ctx, w, v, rest)
	err = crash.Guard(func() error { return v.run(c) })
	return finish(w, asJSON && !c.printed, err)
}

// valued are the flags of every verb that take a value.
var valued = []string{"file", "passphrase-file", "today"}

// findVerb finds the verb among the arguments and returns what is left: flags may
// stand before it or after. Without any word it is the verb that does nothing.
func findVerb(args []string) (verb, []string, error) {
	known := func(words ...string) (verb, bool) {
		i := slices.IndexFunc(verbs, func(v verb) bool { return v.name == strings.Join(words, " ") })
		if i < 0 {
			return verb{}, false
		}
		return verbs[i], true
	}
	var before []string
	afterFlag := false // a flag whose verb is not known yet, so that its value may follow
	for i := 0; i < len(args); i++ {
		word := args[i]
		if strings.HasPrefix(word, "-") {
			before = append(before, word)
			name := strings.TrimLeft(word, "-")
			if slices.Contains(valued, name) && i+1 < len(args) {
				i++
				before = append(before, args[i])
			}
			afterFlag = !slices.Contains(valued, name) && name != "json" && !strings.Contains(word, "=")
			continue
		}
		if i+1 < len(args) {
			if v, ok := known(word, args[i+1]); ok {
				return v, append(before, args[i+2:]...), nil
			}
		}
		if v, ok := known(word); ok {
			return v, append(before, args[i+1:]...), nil
		}
		if !afterFlag {
			return verb{}, nil, unknownVerb(args[i:])
		}
		before, afterFlag = append(before, word), false
	}
	for _, word := range before {
		if name := strings.TrimLeft(word, "-"); name == "help" || name == "h" {
			return verb{}, nil, nil
		}
	}
	return verb{}, nil, usageError("Say what to do, such as: needsctl pupils status:K. See the list with: needsctl --help")
}

// unknownVerb says that there is no such verb, and which go with its first word.
func unknownVerb(words []string) error {
	if words[0] == "help" {
		return usageError("Help is a flag: needsctl --help, or needsctl pupils --help.")
	}
	var with []string
	for _, v := range verbs {
		if strings.HasPrefix(v.name, words[0]+" ") {
			with = append(with, v.name)
		}
	}
	if len(with) > 0 {
		return usageError("Say one of: " + strings.Join(with, ", ") + ".")
	}
	return usageError("This version of needsctl has no verb “" + words[0] + "”. See the list with: needsctl --help")
}

func help(w world) int {
	fmt.Fprint(w.out, "needsctl works on a school's file from a terminal.\n\n")
	for _, v := range verbs {
		fmt.Fprintf(w.out, "  %-19s %s\n", v.name, v.does)
	}
	fmt.Fprint(w.out, `
Each verb has --help. Flags may stand before or after the verb. Every verb takes:
  --file PATH             the school's file (or NEEDSBOOK_FILE)
  --passphrase-file PATH  a file that holds its passphrase (or NEEDSBOOK_PASSPHRASE, or a question on a terminal)
  --today DAY             the day to take as today, such as 2026-11-21
  --json                  print one JSON document and nothing else

Exit status: 0 done, 1 refused or found wanting, 2 wrong usage, 3 open in another program.
`)
	return done
}
