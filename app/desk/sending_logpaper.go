package desk

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/access"
	"needsbook/app/intake"
	"needsbook/app/paper"
)

// sendLogColumns are the columns of the log as a table.
var sendLogColumns = []string{"Line", "When", "What", "By", "Role", "Term", "Revision", "Six words", "Document", "Way", "To", "Answer", "Receipt", "Agreement", "Note", "Hash"}

// cells are a line of the log as a table writes it, in the order of its columns.
func (e SendEntry) cells() []string {
	return []string{strconv.Itoa(e.N), e.At.Format("2006-01-02T15:04:05Z"), e.EventWords(), e.By, ApproverRole(e.Role), e.Series, strconv.Itoa(e.Rev),
		strings.Join(e.Words, " "), e.Document, e.Channel, e.To, e.AnswerWords(), e.Receipt, e.Agreement, e.Note, e.Hash}
}

// SendLogCSV writes the send log as a table, with every hash, so that others can check
// it.
func (d *Desk) SendLogCSV(ctx context.Context) ([]byte, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	log, err := d.SendLog(ctx)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	rows := [][]string{sendLogColumns}
	for _, e := range log {
		cells := e.cells()
		for i := range cells {
			cells[i] = intake.SafeCell(cells[i])
		}
		rows = append(rows, cells)
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing the send log: %w", err)
	}
	return out.Bytes(), nil
}

// SendLogDocument writes the send log as a paper to be printed or kept: what left the
// school, who said so, and what the hub answered. It says first whether the log is sound.
func (d *Desk) SendLogDocument(ctx context.Context) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	log, err := d.SendLog(ctx)
	if err != nil {
		return nil, err
	}
	sound := fmt.Sprintf("All %s of the log follow each other without a gap or a change.", count(len(log), "line"))
	if n, err := d.VerifySendLog(ctx); errors.Is(err, ErrSendLog) {
		sound = fmt.Sprintf("The log is not as it was written: only its first %s can be relied on.", count(n, "line"))
	} else if err != nil {
		return nil, err
	}
	s := d.School()
	doc := &paper.Doc{Title: "Send log", Lang: "en-GB", Org: s.Name, Setting: paper.Wide, Watermark: paper.Mark(s.Demo, false), Date: d.Today()}
	doc.Blocks = []paper.Block{paper.P(d.terms.Say("What left the school for its {cluster}, who approved it and what came back. Lines are only ever added. ") + sound)}
	if len(log) == 0 {
		return doc, nil
	}
	table := paper.Table{Caption: "What was approved, sent and answered", Cols: []paper.Col{{Weight: 5, Right: true}, {Weight: 12}, {Weight: 12}, {Weight: 18}, {Weight: 22}, {Weight: 24}, {Weight: 12}}}
	table.Head = []paper.Row{paper.HeadRow("Line", "When (UTC)", "What", "By", "Document", "Answer", "Hash")}
	for _, e := range log {
		by := e.By
		if role := ApproverRole(e.Role); role != "" {
			by += ", " + role
		}
		document := strings.TrimSpace(e.Series + " " + strings.Join(e.Words, " "))
		answer := strings.TrimSpace(e.AnswerWords() + " " + e.Note)
		if e.Agreement != "" {
			by += ". Agreement " + e.Agreement
		}
		table.Body = append(table.Body, paper.BodyRow(strconv.Itoa(e.N), e.At.Format("2 Jan 2006 15:04"), e.EventWords(), by, document, answer, e.Hash[:min(12, len(e.Hash))]))
	}
	doc.Blocks = append(doc.Blocks, table)
	return doc, nil
}
