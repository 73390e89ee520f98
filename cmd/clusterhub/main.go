package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"needsbook/app/exchange/inbox"
)

// Exit statuses.
const (
	done    = 0
	refused = 1 // or found wanting; the reason is printed
	misused = 2
	locked  = 3 // by another program
)

// verb is one command: what it is called, what it does, and how.
type verb struct {
	name string // one or two words
	does string
	run  func(c *call) error
}

var verbs = []verb{
	{"serve", "receive documents and show pages, until it is stopped", serve},
	{"cluster add", "add a cluster, or change its name and where it belongs", clusterAdd},
	{"school add", "add a school, move it, or end its membership", schoolAdd},
	{"group add", "add a trust or a partnership, or give one a new name", groupAdd},
	{"group member", "put a school into a group beside its cluster, or end that", groupMember},
	{"list", "list the clusters and groups with their schools", list},
	{"invite", "make a code with which one computer of a school may ask to join", invite},
	{"devices", "list the computers that asked to join, with their six words", devices},
	{"enrol-file", "answer a request to join that came as a file", enrolFile},
	{"approve", "accept a computer after comparing its six words by telephone", approve},
	{"revoke", "stop a computer at once", revoke},
	{"reader-link", "make a link to a page, or revoke all links to it", readerLink},
	{"person invite", "let somebody sign in at the hub, by a link that serves once", personInvite},
	{"person list", "list the people with their roles", personList},
	{"person grant", "give a person a role at a place", personGrant},
	{"person take", "take a role from a person", personTake},
	{"person close", "keep a person out at once", personClose},
	{"person reset", "take away all that a person signs in with, and invite them anew", personReset},
	{"term close", "stop summaries of a term, when the panel has met over it", termClose},
	{"term open", "let a closed term take summaries again", termOpen},
	{"allow", "let one document of a school past a rule", allow},
	{"meeting add", "send a meeting of the panel round, or change it", meetingAdd},
	{"meeting list", "list the meetings of a cluster", meetingList},
	{"meeting remove", "take a meeting out of what is sent round", meetingRemove},
	{"notice add", "send a notice round to a cluster's schools", noticeAdd},
	{"notice list", "list the notices of a cluster", noticeList},
	{"notice remove", "take a notice out of what is sent round", noticeRemove},
	{"pack send", "offer a pack of rules to a cluster's schools", packSend},
	{"pack list", "list the packs on offer to a cluster", packList},
	{"pack remove", "no longer offer a pack; schools that took it keep it", packRemove},
	{"verify", "check every stored envelope, receipt and head, and the audit chain", verify},
	{"backup", "copy the records and the key to a new folder, and check the copy", backup},
	{"backup-key", "make the key that opens nightly copies, to be kept off the hub", backupKey},
	{"backups", "list the copies that the hub keeps, and when one was last tried out", listBackups},
	{"restore", "put a copy into a new folder, and check all of it", restore},
	{"migrate-store", "move the records from a folder to PostgreSQL", migrateStore},
}

// call is one run of a verb.
type call struct {
	ctx    context.Context
	flags  *flag.FlagSet
	args   []string
	out    io.Writer
	errors io.Writer
	folder string
	store  string // the address of a PostgreSQL database, or empty
	asJSON bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// usageError is a wrong use of the command line; its text is for a person.
type usageError string

func (e usageError) Error() string { return string(e) }

func run(ctx context.Context, args []string, out, errs io.Writer) int {
	if len(args) > 1 && args[0] == "help" {
		args = append(args[1:], "--help")
	}
	for _, v := range verbs {
		words := strings.Fields(v.name)
		if len(args) < len(words) || strings.Join(args[:len(words)], " ") != v.name {
			continue
		}
		c := &call{ctx: ctx, args: args[len(words):], out: out, errors: errs, flags: flag.NewFlagSet(v.name, flag.ContinueOnError)}
		c.flags.SetOutput(errs)
		c.flags.Usage = func() {
			fmt.Fprintf(errs, "clusterhub %s: %s.\n\n", v.name, v.does)
			c.flags.PrintDefaults()
		}
		c.flags.StringVar(&c.folder, "data", os.Getenv("CLUSTERHUB_DATA"), "the hub's `folder` (or CLUSTERHUB_DATA)")
		c.flags.StringVar(&c.store, "store", "", "`address` of a PostgreSQL database for the records (or CLUSTERHUB_STORE); the folder keeps the key")
		c.flags.BoolVar(&c.asJSON, "json", false, "print one JSON document")
		return status(errs, v.run(c))
	}
	fmt.Fprint(errs, "clusterhub receives the summaries of a cluster's schools and shows the cluster its page.\n\n")
	for _, v := range verbs {
		fmt.Fprintf(errs, "  clusterhub %-14s  %s\n", v.name, v.does)
	}
	fmt.Fprint(errs, "\nEach command has --help, and --json for one JSON document instead of words.\n")
	if len(args) > 0 && (args[0] == "help" || args[0] == "--help" || args[0] == "-h") {
		return done
	}
	return misused
}

func status(errs io.Writer, err error) int {
	var usage usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return done
	case errors.As(err, &usage):
		fmt.Fprintln(errs, usage)
		return misused
	case errors.Is(err, errInUse):
		fmt.Fprintln(errs, sentence(err.Error()))
		return locked
	}
	fmt.Fprintln(errs, sentence(err.Error()))
	return refused
}

// sentence makes an error read as one: a capital and a full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// parse reads the flags of a command on a hub; must names those that may not be empty.
func (c *call) parse(must ...string) error {
	return c.parseOnly(append([]string{"data"}, must...)...)
}

// parseOnly reads the flags of a command that needs no hub's folder.
func (c *call) parseOnly(must ...string) error {
	if err := c.flags.Parse(c.args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return usageError("See the flags with: clusterhub " + c.flags.Name() + " --help")
	}
	if c.flags.NArg() > 0 {
		return usageError(fmt.Sprintf("There is a word too many: %q. Flags begin with two hyphens.", c.flags.Arg(0)))
	}
	for _, name := range must {
		if f := c.flags.Lookup(name); f.Value.String() == "" {
			return usageError(fmt.Sprintf("Give --%s: %s.", name, strings.ReplaceAll(f.Usage, "`", "")))
		}
	}
	if c.store == "" {
		c.store = os.Getenv("CLUSTERHUB_STORE") // not as a default: --help would print its password
	}
	return nil
}

// given reports whether a flag was named.
func (c *call) given(name string) (named bool) {
	c.flags.Visit(func(f *flag.Flag) { named = named || f.Name == name })
	return named
}

// print writes facts as JSON, or the words for a person.
func (c *call) print(facts any, words string, args ...any) error {
	if !c.asJSON {
		_, err := fmt.Fprintf(c.out, words+"\n", args...)
		return err
	}
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	return e.Encode(facts)
}

// withHub opens the hub for one command.
func (c *call) withHub(do func(in inbox.Inbox) error) error {
	h, err := c.open(false)
	if err != nil {
		return err
	}
	return errors.Join(do(h.Inbox), h.Close())
}
