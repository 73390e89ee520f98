package sharedneeds

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/cluster/matching"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// Parts of the page.
const (
	tabNeeds = iota
	tabBoard
	tabServices
	tabSchools
)

// model is the page, without the toolkit. Nothing on it names a pupil.
type model struct {
	desk     *desk.Desk
	needs    []desk.SharedNeed
	board    []desk.BoardLine
	services []desk.DirectoryLine
	ring     desk.RingState
	like     []desk.LikeNeed
	tab      int
}

// load reads how things stand.
func (m *model) load() error {
	ctx := context.Background()
	var err1, err2, err3, err4, err5 error
	m.needs, err1 = m.desk.SharedNeeds(ctx)
	m.board, err2 = m.desk.OffersBoard(ctx)
	m.services, err3 = m.desk.Directory(ctx)
	m.ring, err4 = m.desk.Ring(ctx)
	m.like, err5 = m.desk.LikeNeeds(ctx, "")
	return errors.Join(err1, err2, err3, err4, err5)
}

func (m *model) tabs() []string {
	return []string{fmt.Sprintf("Needs  %d", len(m.needs)), fmt.Sprintf("Offers and asks  %d", len(m.board)), fmt.Sprintf("Services  %d", len(m.services)), fmt.Sprintf("Schools  %d", len(m.ring.Members))}
}

// sentence says how the open part stands.
func (m *model) sentence() string {
	switch m.tab {
	case tabNeeds:
		if !m.ring.Usable {
			return m.ring.Words
		}
		waits := 0
		for _, n := range m.needs {
			if n.State == desk.NeedShared || n.State == desk.NeedRenewed {
				waits++
			}
		}
		if waits > 0 {
			return wording.Count(waits, "need") + " that others may share " + plural(waits, "waits", "wait") + " for your answer."
		}
		return "Ask whether other schools share a need. The hub cannot read it, and fewer than three schools or five pupils are shown to nobody."
	case tabBoard:
		return "What schools can give each other, or look for: provision, never a pupil. Every school of the {cluster} reads this board."
	case tabServices:
		return "Services and providers, how long they let wait, and what this school and all schools together want of them and do not get."
	}
	return m.ring.Words
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// needHeads are the columns of what was asked.
var needHeads = []string{"Need", "State", "Pupils", "Until"}

func (m *model) needCell(row, col int) string {
	n := m.needs[row]
	support := matching.Named(m.desk.SharedNeedRules().Supports, n.Support)
	return []string{n.Phase + " " + n.Need + ": " + lower(support), desk.NeedStateName(n.State), fmt.Sprint(n.NeedAsk.Pupils), n.Until.Words()}[col]
}

// needStates are how the states of a question stand out.
var needStates = map[string]parts.State{desk.NeedShared: parts.Soon, desk.NeedRenewed: parts.Soon, desk.NeedMet: parts.Done}

// boardHeads are the columns of the board.
var boardHeads = []string{"School", "", "What", "Places", "Until"}

func (m *model) boardCell(row, col int) string {
	l := m.board[row]
	kind := "Offers"
	if l.Ask {
		kind = "Looks for"
	}
	school := l.School
	if l.Own {
		school = "This school" + map[string]string{desk.BoardQueued: ", waits to be sent", desk.BoardClosed: ", taken down"}[l.State]
	}
	places := ""
	if l.Places > 0 {
		places = fmt.Sprint(l.Places)
	}
	return []string{school, kind, l.Words, places, l.To.Words()}[col]
}

// serviceHeads are the columns of the directory.
var serviceHeads = []string{"Service", "Free", "Wait, weeks", "Wanted here", "Waiting", "Refused"}

func (m *model) serviceCell(row, col int) string {
	l := m.services[row]
	number := func(n int) string {
		if !l.Listed {
			return "–"
		}
		return fmt.Sprint(n)
	}
	return []string{l.Name, number(l.Of.Free), number(l.Of.WaitWeeks), fmt.Sprint(l.Wanted), fmt.Sprint(l.Waiting), fmt.Sprint(l.Refused)}[col]
}

// serviceFacts say all of one service.
func (m *model) serviceFacts(row int) []parts.Fact {
	l := m.services[row]
	facts := []parts.Fact{}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, parts.Fact{Label: label, Value: value})
		}
	}
	if l.Listed {
		add("Provider", l.Of.Provider)
		add("Contact", l.Of.Contact)
		add("Sessions a term", fmt.Sprintf("%d, of which %d are free", l.Of.Capacity, l.Of.Free))
		add("Wait", desk.WaitWords(l.Of))
		add("Note", l.Of.Note)
	} else {
		add("Directory", m.desk.Terms().Say("Not in the directory of the {cluster}"))
	}
	add("This school today", wording.Count(l.Wanted, "pupil")+" asked or wanted, "+fmt.Sprint(l.Waiting)+" waiting; "+fmt.Sprint(l.Refused)+" refused this school year")
	add("Our middle wait", l.OwnWait)
	for _, f := range l.Schools {
		add("All schools: "+lower(f.Head), f.Text)
	}
	return facts
}

func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// schoolHeads are the columns of the cluster's schools.
var schoolHeads = []string{"School", "Confirmed here", "Has the secret"}

func (m *model) schoolCell(row, col int) string {
	s := m.ring.Members[row]
	switch col {
	case 0:
		if s.Self {
			return s.Name + " (this school)"
		}
		return s.Name
	case 1:
		switch {
		case s.Self:
			return "–"
		case s.Known:
			return s.On.Words() + ", " + s.By
		}
		return "not yet"
	}
	return map[bool]string{true: "yes", false: "no"}[s.InRing]
}

// strangers are the keys of rows that somebody has yet to confirm.
func (m *model) strangers(rows []int) (kids, names []string) {
	for _, row := range rows {
		if s := m.ring.Members[row]; !s.Known && !s.Self {
			kids, names = append(kids, s.Kid), append(names, s.Name)
		}
	}
	return kids, names
}

// rowOf is the row of a question; 0 where it is not there.
func (m *model) rowOf(ref string) int {
	return max(0, slices.IndexFunc(m.needs, func(n desk.SharedNeed) bool { return ref != "" && n.Ref == ref }))
}

// likeNeed finds a like need by its strand and years, as a link names it.
func (m *model) likeNeed(name string) (desk.LikeNeed, bool) {
	i := slices.IndexFunc(m.like, func(n desk.LikeNeed) bool { return LikeName(n) == name })
	if i < 0 {
		return desk.LikeNeed{}, false
	}
	return m.like[i], true
}

// LikeName names a like need for a link to this page.
func LikeName(n desk.LikeNeed) string {
	return fmt.Sprintf("%s.%d.%d", n.Need, n.Alike.Years[0], n.Alike.Years[1])
}

// count says in the foot how much is shown.
func (m *model) count() string {
	switch m.tab {
	case tabNeeds:
		return wording.Count(len(m.needs), "need") + " shown"
	case tabBoard:
		return wording.Count(len(m.board), "line") + " shown"
	case tabServices:
		return wording.Count(len(m.services), "service") + " shown"
	}
	return wording.Count(len(m.ring.Members), "school") + " shown"
}
