package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"needsbook/app/crash"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/storage/vault"
)

// Exit statuses.
const (
	done    = 0
	refused = 1 // or found wanting; the reason is printed
	misused = 2
	locked  = 3 // by another program
)

// usageError is a wrong use of the command line; its text is for a person.
type usageError string

func (e usageError) Error() string { return string(e) }

// wanting says that what was looked at is not in order. What was found has been
// printed already.
type wanting string

func (e wanting) Error() string { return string(e) }

// refusal is a sentence about what was turned away outside the desk, such as a file
// that is not there.
type refusal string

func (e refusal) Error() string { return string(e) }

// Plain returns the sentence.
func (e refusal) Plain() string { return string(e) }

// call is one run of a verb.
type call struct {
	world
	ctx     context.Context
	verb    verb
	flags   *flag.FlagSet
	args    []string // as given, without the verb
	words   []string // those that are not flags, once parse has read them
	printed bool     // the document is on standard output

	file           string
	passphraseFile string
	day            string
	today          day.Date // zero takes the computer's
	asJSON         bool
	large, easy    *bool       // how a paper is set, nil for a verb that prints none
	secret         desk.Secret // with which the file was opened
}

func newCall(ctx context.Context, w world, v verb, args []string) *call {
	c := &call{world: w, ctx: ctx, verb: v, args: args, flags: flag.NewFlagSet(v.name, flag.ContinueOnError)}
	c.flags.SetOutput(io.Discard) // parse prints the help and says what is wrong
	c.flags.StringVar(&c.file, "file", w.env("NEEDSBOOK_FILE"), "the school's `file` (or NEEDSBOOK_FILE)")
	c.flags.StringVar(&c.passphraseFile, "passphrase-file", "", "a `file` that holds the passphrase (or NEEDSBOOK_PASSPHRASE)")
	c.flags.StringVar(&c.day, "today", "", "the `day` to take as today, such as 2026-11-21")
	c.flags.BoolVar(&c.asJSON, "json", false, "print one JSON document and nothing else")
	return c
}

// parse reads the flags, wherever they stand, and the words between them, of which
// there must be from least to most; -1 is any number.
func (c *call) parse(least, most int) error {
	for args := c.args; len(args) > 0; {
		if args[0] == "--" {
			c.words = append(c.words, args[1:]...)
			break
		}
		if !isFlag(args[0]) {
			c.words, args = append(c.words, args[0]), args[1:]
			continue
		}
		n := min(c.width(args[0]), len(args))
		if err := c.flags.Parse(args[:n]); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				c.printHelp()
				return err
			}
			return c.misuse(sentence(err.Error()))
		}
		args = args[n:]
	}
	if len(c.words) < least {
		return c.misuse("Something is missing: needsctl " + c.verb.name + " " + c.verb.usage + ".")
	}
	if most >= 0 && len(c.words) > most {
		return c.misuse("There is a word too many: “" + c.words[most] + "”.")
	}
	var err error
	if c.today, err = surroundings.Today(c.day); err != nil {
		return usageError(sentence(err.Error()))
	}
	return nil
}

// isFlag tells a flag from a word: "-" is standard input, and -need:SEMH is a search
// for pupils without that need.
func isFlag(arg string) bool {
	name, _, _ := strings.Cut(arg, "=")
	return len(arg) > 1 && arg[0] == '-' && (strings.HasPrefix(arg, "--") || !strings.Contains(name, ":"))
}

// width is how many arguments a flag takes with its value.
func (c *call) width(arg string) int {
	f := c.flags.Lookup(strings.TrimLeft(arg, "-"))
	if f == nil { // unknown, or --flag=value
		return 1
	}
	if b, ok := f.Value.(interface{ IsBoolFlag() bool }); ok && b.IsBoolFlag() {
		return 1
	}
	return 2
}

func (c *call) misuse(words string) error {
	return usageError(words + " See: needsctl " + c.verb.name + " --help")
}

func (c *call) printHelp() {
	usage := strings.TrimSpace("needsctl " + c.verb.name + " " + c.verb.usage)
	fmt.Fprintf(c.out, "%s\n\n%s.\n", usage, strings.ToUpper(c.verb.does[:1])+c.verb.does[1:])
	if c.verb.more != "" {
		fmt.Fprintf(c.out, "\n%s\n", c.verb.more)
	}
	fmt.Fprint(c.out, "\nFlags, before or after the verb:\n")
	c.flags.SetOutput(c.out)
	c.flags.PrintDefaults()
	c.printed = true
}

// needFlags refuses where one of the flags was left out.
func (c *call) needFlags(names ...string) error {
	for _, name := range names {
		if f := c.flags.Lookup(name); f.Value.String() == "" {
			_, usage := flag.UnquoteUsage(f)
			return c.misuse("Give --" + name + ": " + usage + ".")
		}
	}
	return nil
}

// given returns the values of the flags that were given, by name.
func (c *call) given() map[string]string {
	out := map[string]string{}
	c.flags.Visit(func(f *flag.Flag) { out[f.Name] = f.Value.String() })
	return out
}

// withDesk opens the school's file for one verb.
func (c *call) withDesk(do func(d *desk.Desk) error) error {
	if err := c.needFlags("file"); err != nil {
		return err
	}
	passphrase, err := c.read(c.passphraseSource(), false)
	if err != nil {
		return err
	}
	c.secret = desk.Secret{Passphrase: passphrase}
	return c.openWith(c.secret, do)
}

func (c *call) openWith(secret desk.Secret, do func(d *desk.Desk) error) error {
	store, notices, err := c.files.Open(c.ctx, c.file, secret)
	if err != nil {
		return err
	}
	for _, n := range notices {
		fmt.Fprintln(c.errs, n)
	}
	return c.sit(store, do)
}

// sit does something at a desk over an open store and closes it.
func (c *call) sit(store desk.Store, do func(d *desk.Desk) error) error {
	d, err := desk.Open(c.ctx, store, c.options(c.today))
	if err != nil {
		return errors.Join(err, store.Close())
	}
	return errors.Join(crash.Guard(func() error { return do(d) }), d.Close()) // the file is closed whatever happens
}

// print writes the facts as JSON, or the words for a person.
func (c *call) print(facts any, words string, args ...any) error {
	c.printed = true
	var err error
	if c.asJSON {
		err = encode(c.world, facts)
	} else {
		_, err = fmt.Fprintf(c.out, words+"\n", args...)
	}
	if err != nil {
		return refusal("The answer could not be printed. What was done is kept; needsctl history shows it.")
	}
	return nil
}

func encode(w world, facts any) error {
	e := json.NewEncoder(w.out)
	e.SetEscapeHTML(false)
	return e.Encode(facts)
}

// finish prints why a verb was not done and returns the exit status. asJSON asks for
// the reason as a document too.
func finish(w world, asJSON bool, err error) int {
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return done
	}
	status, words := judge(err)
	fmt.Fprintln(w.errs, words)
	if asJSON {
		if err := encode(w, map[string]string{"error": words}); err != nil {
			fmt.Fprintln(w.errs, "The reason could not be printed.")
		}
	}
	return status
}

// judge turns an error into an exit status and a sentence.
func judge(err error) (status int, words string) {
	var usage usageError
	var found wanting
	switch {
	case errors.As(err, &usage):
		return misused, string(usage)
	case errors.As(err, &found):
		return refused, string(found)
	case errors.Is(err, vault.ErrInUse):
		return locked, desk.Words(err)
	case errors.Is(err, context.Canceled):
		return refused, "Stopped. What was done before is kept."
	}
	return refused, desk.Words(err)
}

// sentence makes an error read as one: a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}
