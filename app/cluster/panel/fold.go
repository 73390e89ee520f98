package panel

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Fold reads a cluster's book from its first entry, and the papers that stand at the hub
// today, and says how things are. It looks nothing up and changes nothing, so the same
// book and papers always give the same State. The error names an entry that cannot be
// read: the book was written by another program, or by hand.
func Fold(about About, entries []book.Entry, kept []papers.Kept) (State, error) {
	f := folding{
		State:    State{About: about},
		pots:     map[string]*Pot{},
		requests: map[string]*Request{}, meetings: map[string]*Meeting{}, decisions: map[string]*Decision{},
		disputes: map[string]*Dispute{}, events: map[string]*Event{}, agreements: map[string]*Agreement{}, services: map[string]*Service{},
		corrects: map[string]string{},
	}
	for _, e := range entries {
		if err := f.read(e); err != nil {
			return State{}, fmt.Errorf("entry %d of the book of %s: %w", e.N, about.Cluster, err)
		}
	}
	f.takePapers(kept)
	return f.done(), nil
}

// folding is a State while it is worked out, with its parts by their id.
type folding struct {
	State
	pots       map[string]*Pot
	requests   map[string]*Request
	meetings   map[string]*Meeting
	decisions  map[string]*Decision // by the hash of the entry
	made       []string             // decisions in their order
	corrects   map[string]string    // the decision that an entry corrected, by hashes
	disputes   map[string]*Dispute
	events     map[string]*Event
	agreements map[string]*Agreement
	services   map[string]*Service
}

// entry is an entry of the book with what every body says.
type entry struct {
	book.Entry
	By Person
	On day.Date
}

// reader takes one kind of entry into account and returns who wrote it and what it says
// in words.
type reader func(f *folding, e book.Entry) (by Person, words string, err error)

// as makes a reader of a function that knows what the body holds.
func as[T any](take func(f *folding, e entry, what T) (string, error)) reader {
	return func(f *folding, e book.Entry) (Person, string, error) {
		var body spoken[T]
		if err := json.Unmarshal(e.Body, &body); err != nil {
			return Person{}, "", fmt.Errorf("what it says cannot be read: %w", err)
		}
		words, err := take(f, entry{Entry: e, By: body.By, On: body.On}, body.What)
		return body.By, words, err
	}
}

var readers = map[string]reader{
	KindPot: as(readPot), KindMeeting: as(readMeeting), KindItem: as(readItem), KindAgenda: as(readAgenda),
	KindStart: as(readStart), KindAttend: as(readAttend), KindOpen: as(readOpen), KindInterest: as(readInterest),
	KindVote: as(readVote), KindDecide: as(readDecide), KindDefer: as(readDefer), KindCorrect: as(readCorrect),
	KindClose: as(readClose), KindConfirm: as(readConfirm), KindLock: as(readLock),
	KindDisputeRaise: as(readDispute), KindDisputeMove: as(readDispute), KindDisputeAnswer: as(readAnswer),
	KindEventAnswer: as(readEvent), KindEventEscalate: as(readEvent),
	KindAgreement: as(readAgreement), KindAgreementEnd: as(readAgreementEnd),
	KindService: as(readService), KindServiceEnd: as(readServiceEnd),
}

func (f *folding) read(e book.Entry) error {
	f.Head = e.Head()
	read, ours := readers[e.Kind]
	if !ours {
		return nil
	}
	by, words, err := read(f, e)
	if err != nil {
		return err
	}
	f.Log = append(f.Log, LogLine{N: e.N, Hash: e.Hash, At: e.At, Actor: e.Actor, Name: by.Name, Kind: e.Kind, Ref: e.Ref, Words: words})
	return nil
}

// unknown is the error of an entry about something that the book does not have.
func unknown(what, id string) error {
	return fmt.Errorf("it is about a %s %q that is not in the book", what, id)
}

// done puts the parts in their order.
func (f *folding) done() State {
	s := f.State
	s.Pots = inOrder(f.pots, func(a, b Pot) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	s.Meetings = inOrder(f.meetings, func(a, b Meeting) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	s.Requests = inOrder(f.requests, func(a, b Request) int { return cmp.Compare(a.ID, b.ID) })
	s.Disputes = inOrder(f.disputes, func(a, b Dispute) int { return cmp.Or(a.Raised.Compare(b.Raised), cmp.Compare(a.ID, b.ID)) })
	s.Events = inOrder(f.events, func(a, b Event) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	s.Agreements = inOrder(f.agreements, func(a, b Agreement) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), a.On.Compare(b.On), cmp.Compare(a.ID, b.ID))
	})
	s.Services = inOrder(f.services, func(a, b Service) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	for _, hash := range f.made {
		s.Decisions = append(s.Decisions, *f.decisions[hash])
	}
	return s
}

func inOrder[T any](parts map[string]*T, by func(a, b T) int) []T {
	out := make([]T, 0, len(parts))
	for p := range maps.Values(parts) {
		out = append(out, *p)
	}
	slices.SortFunc(out, by)
	return out
}
