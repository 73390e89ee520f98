package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"needsbook/app/summary"
)

// Exit statuses.
const (
	clean     = 0
	recovered = 1
	misused   = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// result is what --json prints.
type result struct {
	Files     int            `json:"files"`
	Schools   []schoolResult `json:"schools"`
	Protected int            `json:"protected"` // figures shown as low or held back
	Tried     int            `json:"tried"`
	Recovered int            `json:"recovered"`
}

type schoolResult struct {
	URN   string   `json:"urn"`
	Files []string `json:"files"` // in the order in which they were sent
	summary.AttackReport
}

func run(args []string, out, messages io.Writer) int {
	flags := flag.NewFlagSet("sdcaudit", flag.ContinueOnError)
	flags.SetOutput(messages)
	asJSON := flags.Bool("json", false, "print one JSON document")
	noNursery := flags.Bool("no-nursery", false, "the schools are known to have no nursery class")
	flags.Usage = func() {
		fmt.Fprintln(messages, "Use: sdcaudit [--json] [--no-nursery] FILE|FOLDER ...")
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
	if r.Recovered > 0 {
		return recovered
	}
	return clean
}

// attack takes the schools one by one, each with its summaries in order.
func attack(published []published, o summary.AttackOptions) (result, error) {
	r := result{Files: len(published), Schools: []schoolResult{}}
	sort.SliceStable(published, func(i, j int) bool { return before(published[i].document, published[j].document) })
	for len(published) > 0 {
		n := 1
		for n < len(published) && published[n].document.URN == published[0].document.URN {
			n++
		}
		school := schoolResult{URN: published[0].document.URN}
		var documents []summary.Document
		for _, p := range published[:n] {
			school.Files, documents = append(school.Files, p.file), append(documents, p.document)
		}
		report, err := summary.Attack(documents, o)
		if err != nil {
			return r, fmt.Errorf("the summaries of school %s contradict themselves: %w", school.URN, err)
		}
		school.AttackReport = report
		r.Schools = append(r.Schools, school)
		r.Protected, r.Tried, r.Recovered = r.Protected+report.Hidden, r.Tried+report.Tried, r.Recovered+len(report.Recovered)
		published = published[n:]
	}
	return r, nil
}

// before puts summaries in the order in which a school sent them: by term, then
// date, then revision.
func before(a, b summary.Document) bool {
	switch {
	case a.URN != b.URN:
		return a.URN < b.URN
	case a.Series != b.Series:
		return term(a.Series) < term(b.Series)
	case a.AsOf != b.AsOf:
		return a.AsOf.Before(b.AsOf)
	}
	return a.Rev < b.Rev
}

// term makes a series sort by time: 2026-27/1 for the autumn, then spring, summer.
func term(series string) string {
	return strings.NewReplacer("autumn", "1", "spring", "2", "summer", "3").Replace(series)
}

func show(out io.Writer, r result) error {
	var b strings.Builder
	for _, s := range r.Schools {
		fmt.Fprintf(&b, "School %s: %s, %d figures low or held back, %d counts attacked, %d recovered\n",
			s.URN, many(s.Documents, "summary", "summaries"), s.Hidden, s.Tried, len(s.Recovered))
		for _, x := range s.Recovered {
			fmt.Fprintf(&b, "  %s: %s %s\n", s.Files[x.Document], x.Figure, words(x))
		}
	}
	fmt.Fprintf(&b, "%s read. Cells recovered: %d\n", many(r.Files, "file", "files"), r.Recovered)
	_, err := io.WriteString(out, b.String())
	return err
}

func many(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// words says what was recovered.
func words(x summary.Recovered) string {
	switch x.Harm {
	case "E":
		return fmt.Sprintf("is exactly %d", x.Lo)
	case "X":
		return fmt.Sprintf("is at least %d, so somebody is there", x.Lo)
	case "N":
		return fmt.Sprintf("is at most %d", x.Hi)
	case "G":
		return "holds everybody of its group"
	}
	return "since the summary before is known by " + strings.Join(x.Agree, ", ")
}
