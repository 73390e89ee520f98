package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// needCodes are types of need as the school census has them.
var needCodes = []string{"SLCN", "SEMH", "MLD", "SPLD", "ASD"}

func (w *worker) class(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.one("")
	if err != nil || e == nil {
		return nil, err
	}
	p := e.Pupil
	p.Class = fmt.Sprintf("%d%c", 1+w.chance.IntN(6), 'A'+rune(w.chance.IntN(8)))
	if p.Class == e.Class {
		return nil, nil
	}
	d.changes("register", p.ID, "class", p.Class)
	return func() error { return w.desk.SavePupil(ctx, p) }, nil
}

func (w *worker) status(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.one("status:K")
	if err != nil || e == nil || !e.StatusFrom.Before(w.desk.Today()) {
		return nil, err
	}
	to := []string{"N", "E"}[w.chance.IntN(2)]
	d.changes("register", e.ID, "status", to)
	return func() error { return w.desk.SetStatus(ctx, e.ID, to, w.desk.Today()) }, nil
}

func (w *worker) needs(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil || e == nil {
		return nil, err
	}
	at := w.chance.IntN(len(needCodes))
	codes := []string{needCodes[at], needCodes[(at+1)%len(needCodes)]}
	if slices.Equal(codes, e.Needs) {
		return nil, nil
	}
	d.changes("register", e.ID, "needs", fmt.Sprint(codes))
	return func() error { return w.desk.SetNeeds(ctx, e.ID, codes, w.desk.Today()) }, nil
}

// level rates some strands and confirms what they come to.
func (w *worker) level(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil || e == nil {
		return nil, err
	}
	pack := w.desk.Continuum()
	c := desk.LevelChoice{Pupil: e.ID, Ratings: map[string]string{}, Reason: w.words("Seen in class"), Second: "A. Head"}
	for range 3 {
		area := pack.Areas[w.chance.IntN(len(pack.Areas))]
		if len(area.Strands) == 0 {
			continue
		}
		c.Ratings[area.Strands[w.chance.IntN(len(area.Strands))].ID] = pack.Levels[w.chance.IntN(len(pack.Levels))].ID
		c.MainArea = area.ID
	}
	s, err := w.desk.Suggest(c.Ratings)
	if err != nil || s.Suggested == "" {
		return nil, nil // what the people would be told to look at again
	}
	d.makes("level", w.id(1), "level", s.Suggested)
	return func() error { _, err := w.desk.ConfirmLevel(ctx, c); return err }, nil
}

// attach keeps a scanned paper beside the file.
func (w *worker) attach(ctx context.Context, d *deed) (func() error, error) {
	e, err := w.someone()
	if err != nil || e == nil {
		return nil, err
	}
	content := append([]byte("Report about "+e.Surname+"\n"), make([]byte, 20_000+w.chance.IntN(60_000))...)
	for i := len(e.Surname) + 20; i < len(content); i++ {
		content[i] = byte(w.chance.Uint32())
	}
	a := register.Attachment{Pupil: e.ID, What: w.words("Letter"), On: w.desk.Today(), Name: "letter " + e.Surname + ".pdf"}
	d.makes("attachment", w.id(1), "what", a.What)
	return func() error { _, err := w.desk.AddAttachment(ctx, a, content); return err }, nil
}

func (w *worker) detach(ctx context.Context, d *deed) (func() error, error) {
	for range 20 {
		r, err := w.recordOf(ctx)
		if err != nil {
			return nil, err
		}
		if len(r.Attachments) > 0 {
			a := r.Attachments[0]
			d.Facts = append(d.Facts, fact{Kind: "attachment", Key: a.ID, Field: "what", Gone: true})
			d.Counts["attachment"]--
			return func() error { return w.desk.RemoveAttachment(ctx, a.Pupil, a.ID) }, nil
		}
	}
	return nil, nil
}

// bringIn reads the list of the school's system, in which some pupils have moved class
// and some are new, and applies it.
func (w *worker) bringIn(ctx context.Context, d *deed) (func() error, error) {
	found, err := w.desk.Find("")
	if err != nil {
		return nil, err
	}
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	_ = out.Write([]string{"UPN", "Surname", "Forename", "DOB", "Class"})
	for _, e := range found {
		if e.UPN == "" || e.Born.IsZero() {
			continue
		}
		class := e.Class
		if w.chance.IntN(50) == 0 {
			class = fmt.Sprintf("%d%c", 1+w.chance.IntN(6), 'A'+rune(w.chance.IntN(8)))
			d.changes("register", e.ID, "class", class)
		}
		_ = out.Write([]string{e.UPN, e.Surname, e.Forename, e.Born.String(), class})
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return nil, err
	}
	i, err := w.desk.ReadImport(ctx, "pupils.csv", file.Bytes(), desk.ImportOptions{})
	if err != nil {
		return nil, err
	}
	if len(d.Facts) == 0 {
		return nil, nil
	}
	return func() error { return w.desk.ApplyImport(ctx, i) }, nil
}

// fill gives the demo school as many pupils more as the year is to have, and to every
// fifth of them a status, a need and a plan.
func (w *worker) fill(ctx context.Context) error {
	if _, err := w.desk.FillDemo(ctx); err != nil {
		return err
	}
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	_ = out.Write([]string{"UPN", "Surname", "Forename", "DOB", "Class", "SEN status", "Primary need"})
	have := w.desk.Counts().Roll
	for i := have; i < w.Task.Pupils; i++ {
		status, need := "N", ""
		if i%5 == 0 {
			status, need = "K", needCodes[i/5%len(needCodes)]
		}
		_ = out.Write([]string{register.MakeUPN(886, 9999, 30+i/1000, i%1000), fmt.Sprintf("%s%d", canary, i), "Ana", fmt.Sprintf("03/09/%d", 2016+i%5), fmt.Sprintf("%d%c", 1+i%6, 'A'+rune(i%8)), status, need})
	}
	if out.Flush(); have >= w.Task.Pupils {
		return nil
	}
	i, err := w.desk.ReadImport(ctx, "pupils.csv", file.Bytes(), desk.ImportOptions{})
	if err != nil {
		return err
	}
	if err := w.desk.ApplyImport(ctx, i); err != nil {
		return err
	}
	more, err := w.desk.Find("status:sen surname:" + canary)
	if err != nil {
		return err
	}
	var cycles []provision.Cycle
	for n, e := range more {
		starts := w.desk.Today().AddDays(-n % 60)
		cycles = append(cycles, provision.Cycle{Pupil: e.ID, Starts: starts, ReviewDue: starts.AddDays(84), Aim: "Follows a two-part instruction in class without it being repeated", Help: "Daily language group", By: "SENCO"})
	}
	return w.desk.SaveCycles(ctx, "Plans of the large school", cycles)
}
