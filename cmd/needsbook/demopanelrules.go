package main

// What the demo cluster's panel works under: agreements, its pot, and its directory.

import (
	"context"
	"fmt"

	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

const (
	demoSharing = "What we share\n\nEach term every school of the cluster sends one summary: counts of pupils with special educational needs by phase, area of need and level, the help that they have, and the help that is missing. Counts under five are never shown. No name, date of birth, UPN or note of a child leaves a school.\n\nWhat it is for\n\nTo plan help together, to share specialists, and to put before the panel what no school can meet alone. It is never used to rank schools.\n\nHow long\n\nFor a school year. A school may end it on any day, and what it sent is then taken out of the cluster’s figures."
	demoTerms   = "The panel advises on requests of the cluster’s schools and recommends how the shared money is spent. The council decides.\n\nIt meets twice a term. Three people free of interest make a quorum. Nobody takes part in a decision about their own school. What is decided is written down with its reasons, and schools have the reply within five school days."
	demoConduct = "We speak about needs, never about a named child.\n\nWe say before an item when we have an interest in it, and we keep out of the vote.\n\nWhat is said at the meeting stays there. What is decided is in the minutes.\n\nWe read the papers before we come, and we are done in three hours."
)

// agree publishes the agreements. Every neighbour has accepted the one on sharing, and
// the demo school does so today; the code of conduct is new, and waits for its schools.
func (w *demoWork) agree(ctx context.Context) error {
	began := w.today.AddDays(-daysOfPanel)
	chair := w.panelPeople()[0]
	version := day.AcademicYearName(day.AcademicYear(w.today))
	err := w.enter(ctx, func(e *entering) {
		for i, a := range []panel.AgreementText{
			{Kind: "sharing", Title: "Sharing agreement", Version: version, Words: demoSharing, On: began},
			{Kind: "terms", Title: "Terms of reference", Version: version, Words: demoTerms, On: began},
			{Kind: "conduct", Title: "Code of conduct", Version: version, Words: demoConduct, On: w.today.AddDays(-7)},
		} {
			e.do(e.Panel.PublishAgreement(w.by(chair, began, i), a))
		}
	})
	if err != nil {
		return err
	}
	for i, n := range w.hub.beside {
		for _, words := range []string{demoSharing, demoTerms} {
			id := panel.AgreementID(words)
			if _, err := w.send(ctx, i, began.AddDays(1+i%5), "", papers.Attest{Agreement: id, Version: version, Name: "Head of " + n.Name, Role: "Headteacher", On: began.AddDays(1 + i%5)}); err != nil {
				return err
			}
		}
	}
	if _, err := w.desk.FetchBulletin(ctx); err != nil {
		return err
	}
	before, _, err := w.desk.Agreement(ctx)
	if err != nil {
		return err
	}
	for _, words := range []string{demoSharing, demoTerms} {
		if err := w.desk.AcceptAgreement(ctx, panel.AgreementID(words), before.SignedBy, before.Role, before.SignedBy); err != nil {
			return err
		}
	}
	return w.sendOwn(ctx)
}

// sendOwn sends what the demo school has approved, and sees it arrive.
func (w *demoWork) sendOwn(ctx context.Context) error {
	sent, err := w.desk.SendSummaries(ctx, true)
	if err != nil {
		return err
	}
	for _, s := range sent {
		if s.Receipt == nil {
			return fmt.Errorf("the hub gave the demo school no receipt: %s", s.Reason)
		}
	}
	return nil
}

// keepDirectory sets the pot of the year and puts the services into the directory.
func (w *demoWork) keepDirectory(ctx context.Context) error {
	began := w.today.AddDays(-daysOfPanel)
	chair := w.panelPeople()[0]
	year := day.AcademicYear(w.held)
	return w.enter(ctx, func(e *entering) {
		e.do(e.Panel.SetPot(w.by(chair, began, 10), panel.PotSetting{ID: day.AcademicYearName(year), Name: "Shared money " + day.AcademicYearName(year),
			From: day.Of(year, 9, 1), To: day.Of(year+1, 8, 31), Amount: 42_000_00, Contingency: 4_200_00, Words: "As the schools agreed in the summer."}))
		for i, s := range []panel.ServiceEntry{
			{ID: "speech_language", Name: "Speech and language therapy", Kind: "specialist", Provider: "Northvale Community Health", Contact: "Booking line, weekdays 9 to 12", Note: "Comes to Holly Bank on Thursdays.", Capacity: 36, WaitWeeks: 9},
			{ID: "educational_psychology", Name: "Educational psychology", Kind: "psychology", Provider: "Demoshire Council", Contact: "Through the council’s portal", Capacity: 20, WaitWeeks: 14},
			{ID: "occupational_therapy", Name: "Occupational therapy", Kind: "health", Provider: "Northvale Community Health", Contact: "Booking line, weekdays 9 to 12", Capacity: 12, WaitWeeks: 18},
			{ID: "autism_team", Name: "Autism outreach", Kind: "outreach", Provider: "Castle Road School", Contact: "SENCO of Castle Road School", Note: "Two teachers, one day a week each.", Capacity: 24, WaitWeeks: 3},
			{ID: "family_support", Name: "Early help for families", Kind: "family", Provider: "Northvale Family Hub", Contact: "Drop in, Mondays", Capacity: 40, WaitWeeks: 1},
		} {
			e.do(e.Panel.PutService(w.by(chair, began, 20+i), s))
		}
	})
}
