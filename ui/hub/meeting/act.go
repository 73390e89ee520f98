package meeting

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/cluster/rounds"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
	"needsbook/ui/hub/layout"
)

// act is something that somebody does by a form: the one table acts lists them all.
type act struct {
	path   string
	action people.Action
	// form is the form as the page shows it now. errNoPage where the address names
	// nothing that is there.
	form func(v *view) (form, error)
	// do reads what was typed and asks for the entries; faults of in are said instead.
	do func(v *view, f form, in *input) ([]book.Draft, error)
	// also is done in one transaction with the entries, by the inbox that it is given: both
	// are kept or neither. Nil for nothing.
	also func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error
	// beside is for what is done in the book of another cluster, nil for this one's.
	beside func(v *view) (*view, error)
	// free is for what holds whatever others wrote meanwhile, such as one's own vote: many
	// give theirs at once. It is judged by how things stand when it is entered.
	free bool
	// to is the page to show next.
	to   func(v *view, in *input) string
	done string // what was done: the sentence stands in doneWords under the path's name
}

// doneWords are the sentences of acts by the word that addresses carry.
var doneWords = wordsWhenDone()

func wordsWhenDone() map[string]string {
	words := map[string]string{}
	for _, a := range acts {
		words[a.name()] = a.done
	}
	return words
}

// name is the word by which an address says what was done.
func (a act) name() string {
	var kept []string
	for _, part := range strings.Split(a.path, "/") {
		if !strings.HasPrefix(part, "{") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "-")
}

// perform answers a form that was sent. What was typed is never lost: whatever keeps it
// from being taken is said above the same form, filled in as it was.
func (p *Pages) perform(a act) func(http.ResponseWriter, *http.Request, door.Visitor) {
	return func(w http.ResponseWriter, r *http.Request, who door.Visitor) {
		r.Body = http.MaxBytesReader(w, r.Body, 128<<10)
		if err := r.ParseForm(); err != nil {
			layout.Write(w, http.StatusBadRequest, pages, "note", layout.Page{Title: "This could not be read", Person: who.Name, Body: []string{"The form was too long or was cut off on its way. Nothing was changed. Go back and send it once more."}})
			return
		}
		v, err := p.openFor(a, r, who)
		if err != nil {
			p.noPage(w, who, err)
			return
		}
		f, err := a.form(v)
		if err != nil {
			p.noPage(w, who, err)
			return
		}
		in := &input{typed: r.PostForm}
		err = v.try(r.Context(), a, f, in)
		for n := 0; a.free && errors.Is(err, inbox.ErrMoved) && n < 8; n++ {
			if v, err = p.openFor(a, r, who); err == nil {
				err = v.try(r.Context(), a, f, in)
			}
		}
		if v == nil {
			p.noPage(w, who, err)
			return
		}
		if err != nil {
			p.Log.Warn("not done", "act", a.name(), "cluster", v.cluster.ID, "person", who.ID, "refused", notDone(err))
		}
		var refusal panel.Refusal
		var ofRound *rounds.Refusal
		var refused inbox.Refused
		switch {
		case err == nil && len(in.faults) == 0:
			http.Redirect(w, r, a.to(v, in)+"?done="+url.QueryEscape(a.name()), http.StatusSeeOther)
			return
		case err == nil:
		case errors.Is(err, inbox.ErrMoved):
			in.fault("", movedWords)
		case errors.As(err, &refusal):
			in.fault("", refusal.Error())
		case errors.As(err, &ofRound):
			in.fault("", ofRound.Error())
		case errors.As(err, &refused):
			in.fault("", refused.Error())
		default:
			p.noPage(w, who, err)
			return
		}
		if errors.Is(err, inbox.ErrMoved) { // show it as it is now
			if fresh, err := p.openFor(a, r, who); err == nil {
				v = fresh
				if f, err = a.form(v); err != nil {
					p.noPage(w, who, err)
					return
				}
			}
		}
		v.again(w, a, f, in)
	}
}

// notDone is how the log says why something was not done. The words of a refusal stay out
// of it, since they may hold figures.
func notDone(err error) string {
	switch {
	case errors.Is(err, inbox.ErrMoved):
		return "another was quicker"
	case isRefused(err):
		return "by the hub"
	case errors.As(err, new(panel.Refusal)), errors.As(err, new(*rounds.Refusal)):
		return "by the rules"
	}
	return "a fault"
}

// openFor finds how things stand where something is done.
func (p *Pages) openFor(a act, r *http.Request, who door.Visitor) (*view, error) {
	v, err := p.open(r, who)
	if err == nil && a.beside != nil {
		return a.beside(v)
	}
	return v, err
}

// movedWords says that somebody else was quicker.
const movedWords = "Somebody else wrote in the book after your page was shown, so this was not entered. What you typed is kept below. Look at the page as it is now, and send it once more if it still holds."

// try does what the form asks for: nothing, when something typed cannot be taken.
func (v *view) try(ctx context.Context, a act, f form, in *input) error {
	seen, ok := readHead(in.typed.Get(headField))
	switch {
	case a.free:
		seen = v.state.Head
	case !ok || seen != v.state.Head:
		return inbox.ErrMoved
	}
	drafts, err := a.do(v, f, in)
	if err != nil || len(in.faults) > 0 {
		return err
	}
	return v.p.Inbox.Together(ctx, func(hub inbox.Inbox) error {
		if _, err := hub.Enter(ctx, v.cluster.ID, seen, drafts...); err != nil || a.also == nil {
			return err
		}
		return a.also(v, ctx, hub, f, in)
	})
}

// isRefused reports whether the hub itself refused, in a plain sentence.
func isRefused(err error) bool {
	var refused inbox.Refused
	return errors.As(err, &refused)
}

// again shows the form once more with everything that was typed.
func (v *view) again(w http.ResponseWriter, a act, f form, in *input) {
	filled := f.at(v.r.URL.EscapedPath(), "form", v.state.Head)
	filled.Folded, filled.Bare = false, false
	filled.fill(in.typed)
	page := v.page(f.Title, "", filled)
	if page.Title == "" {
		page.Title = f.Button
	}
	filled.Title = ""
	page.Wrong = filled.blame(in.faults)
	page.Back = []layout.Link{{To: a.to(v, in), Words: "← The page as it is now"}}
	if err := layout.Write(w, http.StatusUnprocessableEntity, pages, "again", page); err != nil {
		v.p.Log.Error("a page could not be written", "error", err)
	}
}
