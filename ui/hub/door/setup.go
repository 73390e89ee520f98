package door

import (
	"encoding/json"
	"fmt"
	"net/http"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// setup is a password that waits for the first code from its telephone: either for an
// invitation, or for somebody who is signed in.
type setup struct {
	Invite   string       `json:"invite,omitempty"`  // hash of the invitation's token
	Session  string       `json:"session,omitempty"` // hash of the session's token
	Password passwordKept `json:"password"`
	Codes    codesKept    `json:"codes"`
	Tries    int          `json:"tries"`
}

const (
	setupAttempt = "set-up"
	mostTries    = 5 // of a code, before all is begun anew
)

// passwordForm is a form that asks for a new password.
type passwordForm struct {
	To     string // where it is posted to
	Invite string // the token of an invitation, or empty
	Email  string
	Weak   string
	Differ string
	Least  int
	Second bool // whether there is a better way beside it on the page
}

// newPasswordForm checks what was typed for a new password.
func newPasswordForm(r *http.Request, to string, p people.Person) (f passwordForm, wrong []layout.Fault) {
	f = passwordForm{To: to, Email: p.Email, Least: shortestPassword}
	if r.Method != http.MethodPost {
		return f, nil
	}
	password := r.PostFormValue("password")
	if f.Weak = weak(password, p); f.Weak != "" {
		wrong = append(wrong, layout.Fault{Field: "password", Words: f.Weak})
	}
	if password != r.PostFormValue("again") {
		f.Differ = "Type the same password twice."
		wrong = append(wrong, layout.Fault{Field: "again", Words: f.Differ})
	}
	return f, wrong
}

// beginSetup keeps a password that was typed, and shows the code for the telephone.
func (d *Door) beginSetup(w http.ResponseWriter, r *http.Request, p people.Person, s setup, v *Visitor) {
	var err error
	if s.Password, err = d.newPassword(r.Context(), r.PostFormValue("password")); err != nil {
		d.busyOr(w, err)
		return
	}
	if s.Codes, err = d.newCodes(p.ID); err != nil {
		d.fault(w, err)
		return
	}
	d.askFirstCode(w, r, p, s, v, nil)
}

// firstCode is what the page for the first code shows.
type firstCode struct {
	pictured
	Token   string
	Invited string // the invitation's token, which the hub itself does not keep
	Wrong   bool
}

func (d *Door) askFirstCode(w http.ResponseWriter, r *http.Request, p people.Person, s setup, v *Visitor, wrong []layout.Fault) {
	body, err := json.Marshal(s)
	if err != nil {
		d.fault(w, fmt.Errorf("keep a password: %w", err))
		return
	}
	shown := firstCode{Wrong: wrong != nil}
	if s.Invite != "" {
		if shown.Invited = r.PathValue("token"); shown.Invited == "" {
			shown.Invited = r.PostFormValue("invitation")
		}
	}
	err = d.write(r.Context(), func(in inbox.Writer) (err error) {
		shown.Token, err = d.begin(in, setupAttempt, p.ID, body, setupLasts)
		return err
	})
	if err == nil {
		shown.pictured, err = d.picture(s.Codes, p)
	}
	if err != nil {
		d.fault(w, err)
		return
	}
	page := layout.Page{Title: "Add your telephone", Where: d.Inbox.Name, Wrong: wrong, Body: shown,
		Lead: "A password alone can be stolen. Each time you sign in, the hub also asks for a code from an app on your telephone or computer."}
	if v != nil {
		page = d.page(*v, page)
	}
	d.show(w, statusOf(wrong), "first-code", page)
}

func statusOf(wrong []layout.Fault) int {
	if len(wrong) > 0 {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// postFirstCode ends what beginSetup began: with the right code the password is kept.
func (d *Door) postFirstCode(w http.ResponseWriter, r *http.Request) {
	if !d.mayTry(w, r, "") {
		return
	}
	v, in, err := d.Who(r)
	if err != nil {
		d.fault(w, err)
		return
	}
	var (
		done setupDone
		s    setup
		said error
	)
	err = d.write(r.Context(), func(w inbox.Writer) error {
		done, s, said = setupDone{}, setup{}, nil
		a, ok, err := d.take(w, setupAttempt, r.PostFormValue("token"))
		if err != nil || !ok {
			return err
		}
		if err := json.Unmarshal(a.Body, &s); err != nil {
			return fmt.Errorf("read a password that waits: %w", err)
		}
		if done.person, err = w.Person(a.Person); err != nil {
			return err
		}
		done.found = true
		if s.Codes.Last, done.right, err = d.fits(s.Codes, a.Person, r.PostFormValue("code")); err != nil || !done.right {
			return err
		}
		if s.Invite == "" {
			if !in || v.session.Token != s.Session {
				return refused("You are no longer signed in, so nothing was changed. Sign in, and begin again.")
			}
			return d.keepSetup(w, v.Person, s)
		}
		if done.entered, err = d.join(w, r, s.Invite, string(people.Password)); err != nil {
			return err
		}
		return d.keepSetup(w, done.person, s)
	})
	switch {
	case isRefused(err, &said) && s.Invite != "":
		d.notInvited(w, r, r.PostFormValue("invitation"), said)
	case isRefused(err, &said):
		d.refusal(w, http.StatusForbidden, "Your password was not changed", "/sign-in", said.Error())
	case err != nil:
		d.fault(w, err)
	case !done.found:
		d.refusal(w, http.StatusForbidden, "This took too long", "/sign-in", "Nothing was set up. Open the invitation or your ways to sign in, and begin again.")
	case !done.right && s.Tries+1 >= mostTries:
		d.refusal(w, http.StatusForbidden, "The code was not right", "/sign-in",
			"Nothing was set up. Check that the clock of your telephone is right. Then open the invitation or your ways to sign in, and begin again.")
	case !done.right:
		s.Tries++
		d.askFirstCode(w, r, done.person, s, visitorOr(v, in), []layout.Fault{{Field: "code", Words: wrongCode}})
	default:
		d.enter(w, r, done.entered, "/me?done=password")
	}
}

// setupDone is what came of a first code.
type setupDone struct {
	entered
	found bool
	right bool
}

const wrongCode = "That code is not right, or was used before. Wait for the next one and type it."

// keepSetup keeps a password and the codes that belong to it.
func (d *Door) keepSetup(w inbox.Writer, p people.Person, s setup) error {
	if err := d.keep(w, p, people.Password, s.Password); err != nil {
		return err
	}
	if err := d.keep(w, p, people.Codes, s.Codes); err != nil {
		return err
	}
	return inbox.Record(w, d.now(), p.ID, inbox.ActWay, "add "+string(people.Password))
}

func visitorOr(v Visitor, in bool) *Visitor {
	if !in {
		return nil
	}
	return &v
}
