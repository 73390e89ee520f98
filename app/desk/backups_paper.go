package desk

import (
	"context"
	"strconv"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/paper"
)

// mostRehearsals is how many rehearsals the printed record shows: five years of three
// terms with a few more besides.
const mostRehearsals = 20

// BackupDocument is the dated record of backups and rehearsed restores, for governors
// and auditors. It names no pupil.
func (d *Desk) BackupDocument(ctx context.Context) (*paper.Doc, error) {
	if err := d.allow(access.Backup); err != nil {
		return nil, err
	}
	s, err := d.Backups(ctx)
	if err != nil {
		return nil, err
	}
	at := d.School()
	doc := &paper.Doc{Title: "Backups and rehearsed restores", Lang: "en-GB", Author: "Needsbook", Org: at.Name, Watermark: paper.Mark(at.Demo, false), Date: d.Today()}
	doc.Blocks = append(doc.Blocks, paper.P(ThreeTwoOne), paper.KeyValues{Caption: "How the backups stand", Pairs: s.facts()}, paper.Section("Restores rehearsed"))
	if len(s.Rehearsals) == 0 {
		doc.Blocks = append(doc.Blocks, paper.P("None was rehearsed yet."))
	} else {
		doc.Blocks = append(doc.Blocks, paper.P("Each restored the newest backup into a throw-away file, proved every byte of it and every step of its history, and counted the records."), rehearsalTable(s.Rehearsals))
	}
	doc.Blocks = append(doc.Blocks, paper.SignOff{Signatures: []paper.Signature{{Role: "SENCO"}, {Role: "Looked at by"}}})
	return doc, nil
}

// facts are how the backups stand, for a list of facts.
func (s BackupState) facts() []paper.Pair {
	newest := "There is none yet."
	if c, there := s.Newest(); there {
		newest = day.On(c.At).Words() + ", " + c.At.Format("15:04")
	}
	second := s.Second.Words()
	if s.Second.Path != "" {
		second = s.Second.Path + ". " + second
	}
	return []paper.Pair{paper.Fact("Newest backup", newest), paper.Fact("Backups kept", strconv.Itoa(len(s.All))), paper.Fact("Rule", s.Rule), paper.Fact("Second folder", second)}
}

func rehearsalTable(list []Rehearsal) paper.Table {
	table := paper.Table{Caption: "Restores rehearsed, newest first", Cols: []paper.Col{{Weight: 12}, {Weight: 14}, {Weight: 8, Right: true}, {Weight: 8, Right: true}, {Weight: 12}, {Weight: 30}}}
	table.Head = []paper.Row{paper.HeadRow("Date", "Backup of", "Pupils", "Steps", "By", "Outcome")}
	for _, r := range list[:min(len(list), mostRehearsals)] {
		by := r.By
		if !r.Asked {
			by = "By itself"
		}
		of, outcome := "", "Passed: every byte right"
		if !r.BackupAt.IsZero() {
			of = day.On(r.BackupAt).Words()
		}
		if !r.OK {
			outcome = r.Words()
		}
		table.Body = append(table.Body, paper.BodyRow(r.On.Words(), of, strconv.Itoa(r.Pupils), strconv.Itoa(r.Steps), by, outcome))
	}
	return table
}
