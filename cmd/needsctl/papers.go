package main

import (
	"fmt"
	"strings"

	clusterpapers "needsbook/app/cluster/papers"
	"needsbook/app/desk"
	"needsbook/app/exchange"
)

const papersHelp = "A paper is what the school says to its cluster besides the summary: codes, whole numbers and days. FILE holds the fields of its KIND as JSON; what every paper says about itself is filled in. What is approved leaves with needsctl summary send."

// sentPaper is a paper of the school and how far it came.
type sentPaper struct {
	Kind     string         `json:"kind"`
	Ref      string         `json:"ref"`
	Rev      int            `json:"rev"`
	Series   string         `json:"series"`
	Document string         `json:"document"`
	State    exchange.State `json:"state"`
	Answer   exchange.Code  `json:"answer,omitempty"`
	Reason   string         `json:"reason,omitempty"`
}

func papersList(c *call) error {
	kind := c.flags.String("kind", "", "only papers of this `kind`, such as request")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		sent, err := d.SentPapers(c.ctx, *kind)
		if err != nil {
			return err
		}
		facts, lines := []sentPaper{}, []string{}
		for _, s := range sent {
			m := s.Paper.About()
			facts = append(facts, sentPaper{m.Kind, m.Ref, m.Rev, m.Series, s.Item.DocID, s.Item.State, s.Item.LastCode, s.Item.Reason})
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s, revision %d: %s. %s", m.Kind, m.Ref, m.Rev, strings.ToLower(string(s.Item.State)), s.Item.Reason)))
		}
		if len(lines) == 0 {
			lines = []string{"No paper was approved yet."}
		}
		return c.print(facts, "%s", strings.Join(lines, "\n"))
	})
}

// paperPreview is what would leave the school.
type paperPreview struct {
	Document string               `json:"document"`
	Words    []string             `json:"words"`
	Same     bool                 `json:"same"`
	Lines    []clusterpapers.Line `json:"lines"`
	Payload  string               `json:"payload"`
}

// paperIn reads the paper that a call names by its kind and file.
func (c *call) paperIn(kind, file string) (clusterpapers.Paper, error) {
	text, err := c.readText(file)
	if err != nil {
		return nil, err
	}
	p, err := clusterpapers.Fields(kind, text)
	if err != nil {
		return nil, usageError(fmt.Sprintf("%s is no %s that can be sent: %v. The kinds are %s.", file, kind, err, strings.Join(exchange.PaperKinds, ", ")))
	}
	return p, nil
}

func papersPreview(c *call) error {
	if err := c.parse(2, 2); err != nil {
		return err
	}
	p, err := c.paperIn(c.words[0], c.words[1])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		v, err := d.PreviewPaper(c.ctx, p)
		if err != nil {
			return err
		}
		lines := []string{}
		for _, l := range v.Lines {
			lines = append(lines, l.Label+": "+l.Value)
		}
		return c.print(paperPreview{v.ID, v.Words, v.Same, v.Lines, string(v.Bytes)}, "%s\nIts six words: %s", strings.Join(lines, "\n"), strings.Join(v.Words, " "))
	})
}

func papersApprove(c *call) error {
	by := c.flags.String("by", "", "`who` approves it")
	if err := c.parse(2, 2); err != nil {
		return err
	}
	p, err := c.paperIn(c.words[0], c.words[1])
	if err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		id, err := d.QueuePaper(c.ctx, p, *by)
		if err != nil {
			return err
		}
		return c.print(map[string]any{"document": id, "words": exchange.DocumentWords(id)}, "Approved. It leaves with: needsctl summary send")
	})
}

// circularFacts are what the hub tells all schools about the cluster's work.
type circularFacts struct {
	clusterpapers.Circular
	Found bool `json:"found"`
}

func circularShow(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		r, found, err := d.Circular(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{"The hub has told nothing about the cluster’s work yet. Fetch what is new with: needsctl bulletin"}
		if found {
			lines = []string{fmt.Sprintf("%d rounds, %d agreements, %d services, %d offers, %d keys of schools.", len(r.Rounds), len(r.Agreements), len(r.Directory), len(r.Offers), len(r.Keys))}
		}
		for _, a := range r.Agreements {
			lines = append(lines, fmt.Sprintf("Agreement %s, version %s, from %s: needsctl panel accept %s", a.Title, a.Version, a.On.Words(), a.ID))
		}
		for _, o := range r.Rounds {
			lines = append(lines, fmt.Sprintf("Round %s, %s, until %s", o.ID, o.Title, o.Until.Words()))
		}
		for _, s := range r.Directory {
			lines = append(lines, fmt.Sprintf("%s: %d of %d sessions a term free, wait %d weeks", s.Name, s.Free, s.Capacity, s.WaitWeeks))
		}
		return c.print(circularFacts{r, found}, "%s", strings.Join(lines, "\n"))
	})
}

// letterFacts are what the hub wrote to this school alone.
type letterFacts struct {
	clusterpapers.Letter
	Found   bool `json:"found"`
	Changed bool `json:"changed"` // it came with this call
}

func letterShow(c *call) error {
	kept := c.flags.Bool("kept", false, "show the one that came last, without asking the hub")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		changed := false
		if !*kept {
			var err error
			if changed, err = d.FetchLetter(c.ctx); err != nil {
				return err
			}
		}
		l, found, err := d.Letter(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{"The hub has written no letter to this school yet."}
		if found {
			lines = []string{fmt.Sprintf("Letter %d of %s.", l.Number, l.Issued.Format("2 Jan 2006 15:04"))}
		}
		for _, r := range l.Requests {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("Request %s: %s %s", r.Ref, r.State, r.Outcome)))
		}
		for _, s := range l.ToSecond {
			lines = append(lines, fmt.Sprintf("%s asks this school to share a request: needsctl panel second %s", s.Lead, s.Document))
		}
		for _, x := range l.Disputes {
			lines = append(lines, fmt.Sprintf("Dispute about %s: stage %d, %s", x.Request, x.Stage, x.State))
		}
		for _, e := range l.Events {
			lines = append(lines, fmt.Sprintf("Event %s: %s", e.Ref, e.State))
		}
		return c.print(letterFacts{l, found, changed}, "%s", strings.Join(lines, "\n"))
	})
}
