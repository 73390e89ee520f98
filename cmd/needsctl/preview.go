package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"needsbook/app/desk"
	"needsbook/app/summary"
)

// previewed is what would leave the school, and beside it what stays.
type previewed struct {
	Document  string          `json:"document_id"`
	Words     []string        `json:"document_words"`
	Series    string          `json:"series"`
	Tables    []previewTable  `json:"tables"`
	Stay      []string        `json:"stay"`   // ids of tables that the sharing agreement leaves out
	Hidden    int             `json:"hidden"` // figures held back
	Low       int             `json:"low"`    // figures shown as low
	Repeated  bool            `json:"repeated"`
	BandsOnly bool            `json:"bands_only"`
	Audit     previewAudit    `json:"audit"`
	To        *previewHub     `json:"would_send_to"` // null until the school has joined a cluster
	Payload   json.RawMessage `json:"payload"`       // the exact document
}

type previewHub struct {
	Hub     string `json:"hub"`
	Address string `json:"address"`
	Folder  string `json:"folder"`
	Cluster string `json:"cluster"`
	State   string `json:"state"`
}

type previewAudit struct {
	Pass     bool           `json:"pass"`
	Repeated bool           `json:"repeated"`
	Rounds   int            `json:"rounds"`
	Readers  int            `json:"readers"`
	Targets  int            `json:"targets"`
	Found    map[string]int `json:"found"`
}

type previewTable struct {
	ID    string          `json:"id"`
	Title string          `json:"title"`
	Rows  []string        `json:"rows"`
	Cols  []string        `json:"cols"`
	Cells [][]previewCell `json:"cells"`
}

type previewCell struct {
	Shown   string `json:"shown"`
	Exact   int    `json:"exact"` // stays at the school
	Why     string `json:"why"`
	Changed bool   `json:"changed"`
}

func previewOf(p desk.SummaryPreview) previewed {
	out := previewed{
		Document: p.ID, Words: p.Words, Series: p.Series, Tables: []previewTable{}, Stay: []string{}, Hidden: p.Hidden, Low: p.Low,
		Repeated: p.Preview.Repeated, BandsOnly: p.Preview.BandsOnly, Payload: p.Payload,
		Audit: previewAudit{p.Audit.Pass, p.Audit.Repeated, p.Audit.Rounds, p.Audit.Readers, p.Audit.Targets, p.Audit.Found},
	}
	if m := p.Member; m.Joined() {
		out.To = &previewHub{m.Hub.Name, m.Address, m.Folder, m.Cluster, string(m.State)}
	}
	for _, t := range p.Stay {
		out.Stay = append(out.Stay, t.ID)
	}
	for _, t := range p.Preview.Tables {
		table := previewTable{ID: t.ID, Title: t.Title, Rows: t.Rows, Cols: t.Cols}
		for _, row := range t.Cells {
			cells := make([]previewCell, len(row))
			for i, cell := range row {
				cells[i] = previewCell(cell)
			}
			table.Cells = append(table.Cells, cells)
		}
		out.Tables = append(out.Tables, table)
	}
	return out
}

func summaryPreview(c *call) error {
	out := c.flags.String("out", "", "write it to this `file` for the one who approves: .pdf or .html")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *out != "" {
			doc, err := d.SummaryDocument(c.ctx)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		}
		p, err := d.PreviewSummary(c.ctx)
		if err != nil {
			return err
		}
		return c.print(previewOf(p), "%s", previewWords(p, d.Terms().Say))
	})
}

func previewWords(p desk.SummaryPreview, say func(string) string) string {
	var b strings.Builder
	for _, t := range p.Preview.Tables {
		fmt.Fprintf(&b, "%s %s\n", t.ID, t.Title)
		writeTable(&b, t)
		fmt.Fprintln(&b)
	}
	for _, why := range reasons(p.Preview) {
		fmt.Fprintln(&b, why)
	}
	for _, t := range p.Stay {
		fmt.Fprintf(&b, "%s stays at the school, because the sharing agreement does not name it: %s.\n", t.ID, say(t.Words))
	}
	fmt.Fprintf(&b, "%d figures are shown as low and %d are held back.\n", p.Low, p.Hidden)
	fmt.Fprintf(&b, "Document %s\nIts six words: %s\n", p.ID, strings.Join(p.Words, " "))
	if p.Member.Joined() {
		fmt.Fprintf(&b, "It would go to %s, for %s.", p.Member.Hub.Name, p.Member.Cluster)
	} else {
		b.WriteString(say("The school has joined no {cluster} yet, so it would go nowhere."))
	}
	return b.String()
}

// reasons are the sentences that say why figures are not shown as they are, each once.
func reasons(p summary.Preview) []string {
	var out []string
	for _, t := range p.Tables {
		for _, row := range t.Cells {
			for _, cell := range row {
				if cell.Why != "" && !slices.Contains(out, cell.Why) {
					out = append(out, cell.Why)
				}
			}
		}
	}
	return out
}

func writeTable(b *strings.Builder, t summary.PreviewTable) {
	w := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\t%s\n", strings.Join(t.Cols, "\t"))
	for i, row := range t.Rows {
		shown := make([]string, len(t.Cells[i]))
		for j, cell := range t.Cells[i] {
			shown[j] = cell.Shown
		}
		fmt.Fprintf(w, "%s\t%s\n", row, strings.Join(shown, "\t"))
	}
	w.Flush()
}
