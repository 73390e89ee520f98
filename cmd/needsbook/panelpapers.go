package main

// The panel at work, as the headless run leaves it: its papers, and the pages that its
// chair sees.

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"time"

	"needsbook/app/cluster/panel"
	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// writePanel keeps the agenda of the next meeting, the minutes of the last and the sheet
// of a decision, begins the next meeting, and keeps the pages of the panel as its chair
// sees them then.
func writePanel(ctx context.Context, h *demoHub, out string, say io.Writer) error {
	a, err := h.affairs(ctx)
	if err != nil {
		return err
	}
	s := a.Panel
	next, ok := s.NextMeeting(a.Today)
	if !ok || len(s.Decisions) < 2 || len(next.Items) == 0 || len(a.Rounds.Rounds) == 0 {
		return errors.New("the demo cluster's panel has not met, or meets no more")
	}
	shared := s.Decisions[1] // of several schools
	err = errors.Join(
		keepPaper(panel.Agenda(s, next.ID), out, "panel-agenda.pdf", say),
		keepPaper(panel.Minutes(s, shared.Meeting), out, "panel-minutes.pdf", say),
		keepPaper(panel.DecisionSheet(s, shared.Entry), out, "panel-decision.pdf", say),
	)
	if err != nil {
		return err
	}
	item := next.Items[0].Request
	if err := h.beginMeeting(ctx, next.ID, item); err != nil {
		return err
	}
	return h.keepPanelPages(ctx, out, say, []panelPage{
		{"panel", "", ""}, {"panel-requests", "requests", ""}, {"panel-agenda", "meetings/" + next.ID, "agenda.pdf"}, {"panel-item", "meetings/" + next.ID + "/items/" + item, ""}, {"panel-minutes", "meetings/" + shared.Meeting, "minutes.pdf"},
		{"panel-decisions", "decisions", ""}, {"panel-decision", "decisions/" + shared.Entry, "decision.pdf"}, {"panel-pot", "pot", ""}, {"panel-disputes", "disputes", ""}, {"panel-events", "events", ""},
		{"panel-round", "rounds/" + a.Rounds.Rounds[0].ID, ""}, {"panel-agreements", "agreements", ""}, {"panel-services", "services", ""}, {"panel-offers", "offers", ""}, {"panel-transition", "transition", ""}, {"panel-book", "book", ""},
	})
}

// beginMeeting begins a meeting with everybody there, and puts an item before the panel
// on which two have voted.
func (h *demoHub) beginMeeting(ctx context.Context, meeting, item string) error {
	w := &demoWork{hub: h, today: day.On(h.Now())}
	all := w.panelPeople()
	return w.enter(ctx, func(e *entering) {
		by := func(p panel.Person) panel.By { return panel.By{Person: p, At: h.Now(), Cluster: h.cluster} }
		e.do(e.Panel.StartMeeting(by(all[0]), meeting, panel.Opening{Present: all}))
		e.do(e.Panel.OpenItem(by(all[0]), meeting, item))
		for _, p := range all[1:3] {
			e.do(e.Panel.Vote(by(p), meeting, item, panel.Vote{Person: p, Choice: "agree"}))
		}
	})
}

// panelPage is a page of the panel as it is kept: its file's name without the ending,
// its place below the panel's own pages, and the paper that can be saved from it.
type panelPage struct{ file, path, paper string }

// chairBrowser is a browser in which the panel's chair is signed in.
func (h *demoHub) chairBrowser(ctx context.Context) (*http.Client, error) {
	cookie, session, err := door.NewSession(rand.Reader, h.Now().UTC().Truncate(time.Millisecond))
	if err != nil {
		return nil, err
	}
	session.Person = demoChair.ID
	if err := h.Store.Write(ctx, func(w inbox.Writer) error { return w.PutSession(session) }); err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	at, err := url.Parse(h.address)
	if err != nil {
		return nil, err
	}
	jar.SetCookies(at, []*http.Cookie{{Name: door.CookieName(false), Value: cookie, Path: "/"}})
	return &http.Client{Jar: jar, Timeout: 20 * time.Second}, nil
}

// What a page kept as a file cannot do: send a form, run the timer, or follow a link to a
// page that is not kept. Its forms stay to be seen, and nothing can be typed into them.
var (
	sentForm = regexp.MustCompile(`<form [^>]*>`)
	script   = regexp.MustCompile(`<script [^>]*></script>\n?`)
	hubsLink = regexp.MustCompile(` href="(/[^"]*|\?[^"]*)"`)
)

// keepPanelPages keeps pages of the panel as files, with links to each other and to the
// papers beside them.
func (h *demoHub) keepPanelPages(ctx context.Context, out string, say io.Writer, pages []panelPage) error {
	client, err := h.chairBrowser(ctx)
	if err != nil {
		return err
	}
	root := "/panel/" + h.cluster + "/"
	files := map[string]string{"/c/" + h.cluster + "/": "hub.html"}
	for _, p := range pages {
		files[root+p.path] = p.file + ".html"
		if p.paper != "" {
			files[root+p.path+"/"+p.paper] = p.file + ".pdf"
		}
	}
	for _, p := range pages {
		body, err := read(client, h.address+root+p.path, "text/html")
		if err != nil {
			return err
		}
		body = script.ReplaceAll(sentForm.ReplaceAll(asFile(body, files), []byte("<form inert>")), nil)
		body = hubsLink.ReplaceAllFunc(body, func(link []byte) []byte {
			if file, ok := files[html.UnescapeString(string(hubsLink.FindSubmatch(link)[1]))]; ok {
				return fmt.Appendf(nil, ` href="%s"`, file)
			}
			return nil
		})
		if err := keep(say, out, p.file+".html", body); err != nil {
			return err
		}
	}
	return nil
}
