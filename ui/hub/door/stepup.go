package door

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// stepUpRoutes are the pages on which somebody shows once more who they are.
func (d *Door) stepUpRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /step-up":  d.SignedIn(d.getStepUp),
		"POST /step-up": d.SignedIn(d.postStepUp),
		"GET /resume":   d.SignedIn(d.getResume),
	}
}

// Fresh lets everybody through who is signed in and has just shown who they are. Others
// show it first. It is for what concerns only the person themselves.
func (d *Door) Fresh(next func(http.ResponseWriter, *http.Request, Visitor)) http.HandlerFunc {
	return d.SignedIn(func(w http.ResponseWriter, r *http.Request, v Visitor) {
		if !v.SteppedUp {
			d.AskAgain(w, r, v)
			return
		}
		next(w, r, v)
	})
}

const (
	mostCarried  = 6 << 10 // bytes of a form that are kept while somebody shows who they are
	carriedLasts = 15 * time.Minute
)

// carried is a form that was posted before somebody showed who they are.
type carried struct {
	To      string
	Form    string
	Session string // hash of the session's token
	Until   time.Time
}

// AskAgain leads somebody who is signed in to show once more who they are, and from
// there back. What they filled in is not lost.
func (d *Door) AskAgain(w http.ResponseWriter, r *http.Request, v Visitor) {
	next := r.URL.RequestURI()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		var err error
		if next, err = d.carry(w, r, v); err != nil {
			d.fault(w, err)
			return
		}
	}
	http.Redirect(w, r, "/step-up?next="+url.QueryEscape(next), http.StatusSeeOther)
}

// carry seals a form into the address of a page that shows it again. One that is too
// long, or holds files, has to be filled in again.
func (d *Door) carry(w http.ResponseWriter, r *http.Request, v Visitor) (string, error) {
	r.Body = http.MaxBytesReader(w, r.Body, mostCarried)
	if err := r.ParseForm(); err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return cameFrom(r), nil
	}
	plain, err := json.Marshal(carried{r.URL.RequestURI(), r.PostForm.Encode(), v.session.Token, d.now().Add(carriedLasts)})
	if err != nil {
		return "", fmt.Errorf("keep a form: %w", err)
	}
	sealed, err := d.seal("form", plain)
	if err != nil || len(sealed) > mostCarried {
		return cameFrom(r), err
	}
	return "/resume?form=" + base64.RawURLEncoding.EncodeToString(sealed), nil
}

// stepUpForm is what the page shows.
type stepUpForm struct {
	Next     string
	Password bool
	Ways     []way
}

func (d *Door) getStepUp(w http.ResponseWriter, r *http.Request, v Visitor) {
	d.askStepUp(w, r, v, local(r.URL.Query().Get("next")), nil)
}

func (d *Door) askStepUp(w http.ResponseWriter, r *http.Request, v Visitor, next string, wrong []layout.Fault) {
	f := stepUpForm{Next: next}
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		f.Ways, f.Password, err = d.confirmWays(in, v.ID)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.show(w, statusOf(wrong), "step-up", d.page(v, layout.Page{Title: "Show that it is you", Where: d.Inbox.Name, Wrong: wrong, Body: f,
		Lead: "What you are about to do matters, so the hub makes sure that nobody else sits at your place. It asks again after ten minutes."}))
}

// postStepUp takes a password with a code.
func (d *Door) postStepUp(w http.ResponseWriter, r *http.Request, v Visitor) {
	if !d.mayTry(w, r, v.Email) {
		return
	}
	next := local(r.PostFormValue("next"))
	p, ok, err := d.checkPassword(r.Context(), v.Email, r.PostFormValue("password"))
	if err != nil {
		d.busyOr(w, err)
		return
	}
	if ok = ok && p.ID == v.ID; ok {
		err = d.write(r.Context(), func(in inbox.Writer) error {
			if ok, err = d.useCode(in, p, r.PostFormValue("code")); err != nil || !ok {
				return err
			}
			return d.prove(in, v)
		})
	}
	switch {
	case err != nil:
		d.fault(w, err)
	case !ok:
		d.Log.Warn("a step-up was refused", "person", v.ID)
		d.askStepUp(w, r, v, next, []layout.Fault{{Field: "password", Words: "The password or the code is not right, or the code was used before. Nothing was changed."}})
	default:
		http.Redirect(w, r, next, http.StatusSeeOther)
	}
}

// resumed is a form to be posted once more.
type resumed struct {
	To     string
	Fields []field
}

type field struct{ Name, Value string }

// getResume shows what somebody had filled in before they showed who they are, to be
// sent on by them. It changes nothing.
func (d *Door) getResume(w http.ResponseWriter, r *http.Request, v Visitor) {
	var c carried
	sealed, err := base64.RawURLEncoding.DecodeString(r.URL.Query().Get("form"))
	if err == nil {
		if sealed, err = d.unseal("form", sealed); err == nil {
			err = json.Unmarshal(sealed, &c)
		}
	}
	form, formErr := url.ParseQuery(c.Form)
	if err != nil || formErr != nil || c.Session != v.session.Token || d.now().After(c.Until) {
		d.show(w, http.StatusForbidden, "note", d.page(v, layout.Page{Title: "This has to be filled in again", Body: []string{
			"It took too long, or you signed in anew. Nothing was changed. Go back to the page where you were, and do it once more."}}))
		return
	}
	out := resumed{To: c.To}
	for name, values := range form {
		for _, value := range values {
			out.Fields = append(out.Fields, field{name, value})
		}
	}
	sort.SliceStable(out.Fields, func(i, j int) bool { return out.Fields[i].Name < out.Fields[j].Name })
	d.show(w, http.StatusOK, "resume", d.page(v, layout.Page{Title: "Thank you", Body: out,
		Lead: "The hub has kept what you filled in. Nothing was done with it yet."}))
}

// confirmWays are the ways in which a person can show once more who they are.
func (d *Door) confirmWays(in inbox.Reader, person string) (buttons []way, password bool, err error) {
	owned, err := d.waysIn(in, person)
	if err != nil {
		return nil, false, err
	}
	has := map[people.Kind]bool{}
	for _, o := range owned {
		has[o.Kind] = true
	}
	for _, b := range d.ways(toConfirm) {
		if has[b.kind] {
			buttons = append(buttons, b)
		}
	}
	return buttons, has[people.Password], nil
}
