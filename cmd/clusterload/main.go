package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/signal"
	"syscall"
)

// Exit statuses.
const (
	done    = 0
	failed  = 1 // the load could not be brought, or something was lost
	misused = 2
)

// verbs are what the program can do.
var verbs = map[string]func(c *call) (any, error){
	"county": county, "prepare": prepare, "send": send, "read": read,
}

// call is one run of a verb.
type call struct {
	ctx   context.Context
	flags *flag.FlagSet
	args  []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

func run(ctx context.Context, args []string, out, messages io.Writer) int {
	if len(args) == 0 || verbs[args[0]] == nil {
		fmt.Fprintln(messages, "Use: clusterload county|prepare|send|read [flags]. Each has --help.")
		return misused
	}
	c := &call{ctx, flag.NewFlagSet(args[0], flag.ContinueOnError), args[1:]}
	c.flags.SetOutput(messages)
	result, err := verbs[args[0]](c)
	if result != nil {
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		err = errors.Join(err, e.Encode(result))
	}
	var use misuse
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return done
	case errors.As(err, &use):
		fmt.Fprintln(messages, "clusterload:", use)
		return misused
	}
	fmt.Fprintln(messages, "clusterload:", err)
	return failed
}

// misuse is a wrong use of the command line.
type misuse string

func (m misuse) Error() string { return string(m) }

// parse reads the flags; must names those that may not be empty.
func (c *call) parse(must ...string) error {
	if err := c.flags.Parse(c.args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return misuse("see the flags with --help")
	}
	if c.flags.NArg() > 0 {
		return misuse(fmt.Sprintf("%q is a word too many", c.flags.Arg(0)))
	}
	for _, name := range must {
		if c.flags.Lookup(name).Value.String() == "" {
			return misuse("give --" + name)
		}
	}
	return nil
}

// onLoopback refuses every address but those of this computer: a load must never
// reach a hub that somebody relies on.
func onLoopback(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return misuse("the address is not one of the web: " + address)
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return misuse("a load is only brought to a hub on this computer, such as https://127.0.0.1:8470")
	}
	return nil
}
