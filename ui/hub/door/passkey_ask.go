package door

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode"

	"github.com/go-webauthn/webauthn/webauthn"

	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/layout"
)

// passkeyRoutes are the addresses of passkeys. The page for one is an answer to a form:
// its challenge is new each time.
func (d *Door) passkeyRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /assets/passkey.js":     d.getPasskeyScript,
		"POST /passkey/sign-in":      d.postPasskeySignIn,
		"POST /passkey/join":         d.postPasskeyJoin,
		"POST /passkey/add":          d.Fresh(d.postPasskeyAdd),
		"POST /passkey/confirm":      d.SignedIn(d.postPasskeyConfirm),
		"POST /passkey/answer":       d.postPasskeyAnswer,
		"POST /passkey/{key}/name":   d.SignedIn(d.postPasskeyName),
		"POST /passkey/{key}/remove": d.Fresh(d.postPasskeyRemove),
	}
}

func (d *Door) getPasskeyScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Write(passkeyScript)
}

// passkeyPage is what the page that asks for a passkey shows.
type passkeyPage struct {
	Ceremony string // what the browser is asked to do: get or create
	Options  string // what it is told, as JSON
	Attempt  string
	Invited  string // the invitation's token, which the hub itself does not keep
	Back     string
}

// passkeyTitles are the headings of the page, by what it is for.
var passkeyTitles = map[purpose]string{
	toSignIn:  "Use your passkey",
	toJoin:    "Make a passkey",
	toAdd:     "Make a passkey",
	toConfirm: "Show with your passkey that it is you",
}

func (d *Door) showCeremony(w http.ResponseWriter, r *http.Request, c ceremony, token string, options any, v *Visitor) {
	asked, err := json.Marshal(options)
	if err != nil {
		d.fault(w, fmt.Errorf("write what is asked of a passkey: %w", err))
		return
	}
	body := passkeyPage{Ceremony: "get", Options: string(asked), Attempt: token, Back: "/sign-in"}
	if c.Purpose == toJoin || c.Purpose == toAdd {
		body.Ceremony = "create"
	}
	if c.Purpose == toJoin {
		body.Invited = r.PostFormValue("invitation")
	}
	p := layout.Page{Title: passkeyTitles[c.Purpose], Where: d.Inbox.Name, Script: "/assets/passkey.js", Body: &body}
	if v != nil {
		body.Back = "/me"
		p = d.page(*v, p)
	}
	d.show(w, http.StatusOK, "passkey", p)
}

// noPasskeys answers where the hub has no address that a passkey could be bound to.
func (d *Door) noPasskeys(w http.ResponseWriter) bool {
	if d.passkeys == nil {
		d.refusal(w, http.StatusNotFound, "This hub has no passkeys", "/sign-in", "The people who run it have not said under which address it is reached. Use another way to sign in.")
		return true
	}
	return false
}

// postPasskeySignIn asks for any passkey that this hub knows: nobody types a name.
func (d *Door) postPasskeySignIn(w http.ResponseWriter, r *http.Request) {
	if !d.MayRead(w, r) || !d.mayTry(w, r, "") || d.noPasskeys(w) {
		return
	}
	options, session, err := d.passkeys.BeginDiscoverableLogin()
	if err != nil {
		d.fault(w, fmt.Errorf("ask for a passkey: %w", err))
		return
	}
	d.ask(w, r, "", ceremony{Purpose: toSignIn, Session: *session, Next: local(r.PostFormValue("next"))}, options, nil)
}

// postPasskeyJoin asks somebody who was invited to make their first passkey.
func (d *Door) postPasskeyJoin(w http.ResponseWriter, r *http.Request) {
	if !d.MayRead(w, r) || !d.mayTry(w, r, "") || d.noPasskeys(w) {
		return
	}
	token := r.PostFormValue("invitation")
	var h holder
	err := d.read(r.Context(), func(in inbox.Reader) error {
		p, _, err := d.invited(in, token)
		if err == nil {
			h, err = holderOf(in, p.ID)
		}
		return err
	})
	if err != nil {
		d.notInvited(w, r, token, err)
		return
	}
	d.askForNew(w, r, h, ceremony{Purpose: toJoin, Label: labelOf(r), Invite: inbox.TokenHash(token)}, nil)
}

// postPasskeyAdd asks somebody who has just shown who they are for one more passkey.
func (d *Door) postPasskeyAdd(w http.ResponseWriter, r *http.Request, v Visitor) {
	if d.noPasskeys(w) {
		return
	}
	var h holder
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		h, err = holderOf(in, v.ID)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	if len(h.keys) >= mostPasskeys {
		d.refusal(w, http.StatusConflict, "There are enough passkeys", "/me", fmt.Sprintf("You have %d, and nothing was added. Remove one that you no longer use first.", len(h.keys)))
		return
	}
	d.askForNew(w, r, h, ceremony{Purpose: toAdd, Label: labelOf(r), Browser: v.session.Token}, &v)
}

// askForNew asks a browser to make a passkey where the person has none yet.
func (d *Door) askForNew(w http.ResponseWriter, r *http.Request, h holder, c ceremony, v *Visitor) {
	options, session, err := d.passkeys.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		d.fault(w, fmt.Errorf("ask for a new passkey: %w", err))
		return
	}
	c.Session = *session
	d.ask(w, r, h.ID, c, options, v)
}

// postPasskeyConfirm asks somebody who is signed in to show with one of their passkeys
// that it is still them.
func (d *Door) postPasskeyConfirm(w http.ResponseWriter, r *http.Request, v Visitor) {
	if d.noPasskeys(w) {
		return
	}
	var h holder
	err := d.read(r.Context(), func(in inbox.Reader) (err error) {
		h, err = holderOf(in, v.ID)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	if len(h.keys) == 0 {
		d.refusal(w, http.StatusConflict, "You have no passkey", "/me", "Show in another way that it is you.")
		return
	}
	options, session, err := d.passkeys.BeginLogin(h)
	if err != nil {
		d.fault(w, fmt.Errorf("ask for a passkey: %w", err))
		return
	}
	d.ask(w, r, v.ID, ceremony{Purpose: toConfirm, Session: *session, Browser: v.session.Token, Next: local(r.PostFormValue("next"))}, options, &v)
}

// mostLabel is how long the name of a key may be, in letters.
const mostLabel = 60

// labelOf is what somebody calls their key, or nothing.
func labelOf(r *http.Request) string {
	text := strings.Join(strings.FieldsFunc(r.PostFormValue("label"), func(c rune) bool { return unicode.IsSpace(c) || !unicode.IsPrint(c) }), " ")
	if letters := []rune(text); len(letters) > mostLabel {
		text = string(letters[:mostLabel])
	}
	return text
}

// refusal says in a page of a few words why something was not done.
func (d *Door) refusal(w http.ResponseWriter, status int, title, back string, words ...string) {
	links := map[string]string{"/sign-in": "Sign in", "/me": "My ways to sign in"}
	d.show(w, status, "note", layout.Page{Title: title, Where: d.Inbox.Name, Back: []layout.Link{{To: back, Words: links[back]}}, Body: words})
}
