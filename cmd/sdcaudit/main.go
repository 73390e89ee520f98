package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"needsbook/app/summary"
)

// Exit statuses.
const (
	clean     = 0
	recovered = 1
	misused   = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, messages io.Writer) int {
	flags := flag.NewFlagSet("sdcaudit", flag.ContinueOnError)
	flags.SetOutput(messages)
	asJSON := flags.Bool("json", false, "print one JSON document")
	noNursery := flags.Bool("no-nursery", false, "the schools are known to have no nursery class")
	aggregate := flags.String("aggregate", "", "a board (JSON) or table (CSV) that a hub saved, to compare with the summaries")
	flags.Usage = func() {
		fmt.Fprintln(messages, "Use: sdcaudit [--json] [--no-nursery] [--aggregate FILE] FILE|FOLDER ...")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return clean
	} else if err != nil || flags.NArg() == 0 {
		if err == nil {
			flags.Usage()
		}
		return misused
	}
	published, err := gather(flags.Args())
	if err == nil && len(published) == 0 {
		err = errors.New("there is no summary in what you named")
	}
	if err != nil {
		fmt.Fprintln(messages, "sdcaudit:", err)
		return misused
	}
	r, err := attack(published, summary.AttackOptions{NoNursery: *noNursery})
	if err == nil && *aggregate != "" {
		var compared aggregateResult
		compared, err = compareAggregate(*aggregate, published)
		r.Aggregate = &compared
	}
	if err != nil {
		fmt.Fprintln(messages, "sdcaudit:", err)
		return misused
	}
	if *asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		err = encoder.Encode(r)
	} else {
		err = show(out, r)
	}
	if err != nil {
		fmt.Fprintln(messages, "sdcaudit:", err)
		return misused
	}
	if r.Recovered > 0 || r.Joiners > 0 || (r.Aggregate != nil && len(r.Aggregate.Adds) > 0) {
		return recovered
	}
	return clean
}
