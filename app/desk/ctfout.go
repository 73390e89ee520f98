package desk

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/intake"
	"needsbook/app/register"
)

// TransferFile is a Common Transfer File that was made.
type TransferFile struct {
	Name    string // as DfE names it
	Content []byte
	Pupils  int
	NoUPN   int // how many of them have no UPN, which DfE's form asks for
}

// TransferFile makes a Common Transfer File of the pupils that answer a query, for the
// school with a DfE number such as 886/9998; "" where it is not known. number is the
// running number in its name, from 1. It holds status, history and ranked needs; papers
// never travel in one.
func (d *Desk) TransferFile(ctx context.Context, query, to string, number int) (TransferFile, error) {
	if err := d.allow(access.Export); err != nil {
		return TransferFile{}, err
	}
	var f TransferFile
	s := d.School()
	if _, _, ok := intake.SplitEstab(s.LAEstab); !ok || s.LAEstab == "" {
		return f, refuse("laestab", "The school has no DfE number yet, and a transfer file names its sender by it. Enter it in Settings, School, then try again.")
	}
	if _, _, ok := intake.SplitEstab(to); !ok {
		return f, refuse("to", "The DfE number of the receiving school has three digits, a stroke and four digits, such as 886/9998. Leave it empty where it is not known.")
	}
	found, err := d.Find(query)
	if err != nil {
		return f, err
	}
	if len(found) == 0 {
		return f, refuse("query", "No pupil answers this search, so there is nothing to write. Change the search.")
	}
	if f.Name, err = intake.CTFName(s.LAEstab, to, number); err != nil {
		return f, refuse("number", sentence(err.Error()))
	}
	pupils := make([]intake.CTFPupil, len(found))
	for i, e := range found {
		p := intake.CTFPupil{Pupil: e.Pupil, Year: e.Year.Code}
		if err := errors.Join(readOf(ctx, d.store, kindStatus, e.ID, &p.Statuses), readOf(ctx, d.store, kindNeed, e.ID, &p.Needs)); err != nil {
			return f, err
		}
		slices.SortStableFunc(p.Statuses, func(a, b register.Status) int { return a.From.Compare(b.From) })
		slices.SortStableFunc(p.Needs, func(a, b register.Need) int { return cmp.Or(a.From.Compare(b.From), a.Rank-b.Rank) })
		if pupils[i] = p; e.UPN == "" {
			f.NoUPN++
		}
	}
	var b bytes.Buffer
	head := intake.CTFHeader{From: s.LAEstab, FromName: s.Name, To: to, Written: d.now(), SchoolYear: day.AcademicYear(d.Today())}
	if err := intake.WriteCTF(&b, head, pupils); err != nil {
		return f, fmt.Errorf("making a transfer file: %w", err)
	}
	f.Content, f.Pupils = b.Bytes(), len(pupils)
	return f, nil
}
