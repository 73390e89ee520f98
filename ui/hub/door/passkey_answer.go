package door

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// A passkey's answer that is not taken, for the person and for the log.
type wrongKey struct{ words, log string }

func (w wrongKey) Error() string { return w.log }

var (
	unknownKey = wrongKey{"This hub does not know that passkey, or whoever it belongs to no longer comes here.", "unknown passkey"}
	copiedKey  = wrongKey{"That passkey counts fewer uses than this hub has seen. That happens when a key was copied, so it was not taken. Use another way to sign in, and tell the people who run this hub.", "the count of a passkey went backwards"}
	takenKey   = wrongKey{"This hub knows that passkey already. Nothing was added.", "a passkey came a second time"}
	enoughKeys = wrongKey{"You have as many passkeys as one person may have. Nothing was added.", "too many passkeys"}
	otherPlace = wrongKey{"You signed out, or somebody else signed in with this browser meanwhile. Nothing was changed.", "a passkey for another session"}
)

// alarmPasskey in the record of changes is a passkey that was perhaps copied.
const alarmPasskey = "alarm.passkey"

// wrongPasskey is how a passkey's answer is refused that proves nothing.
func wrongPasskey(err error) wrongKey {
	return wrongKey{"The passkey's answer did not prove who you are. Nothing was changed.", whyNot(err)}
}

// postPasskeyAnswer judges what a browser answered. The challenge serves once: whatever
// comes of it, the next try begins anew.
func (d *Door) postPasskeyAnswer(w http.ResponseWriter, r *http.Request) {
	if !d.MayRead(w, r) || d.noPasskeys(w) {
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostAnswerBytes)
	attempt, c, ok, err := d.takeCeremony(r.Context(), r.PostFormValue("attempt"))
	switch {
	case err != nil:
		d.fault(w, err)
		return
	case !ok:
		d.refusal(w, http.StatusForbidden, "That took too long", "/sign-in", "The hub waits five minutes for a passkey, and takes each answer once. Nothing was changed. Begin again.")
		return
	case r.PostFormValue("answer") == "":
		d.refusal(w, http.StatusUnprocessableEntity, "The browser used no passkey", "/sign-in", "A passkey needs the script of this page, which did not run. Nothing was changed. Allow scripts for this address, or use another way.")
		return
	}
	var visitor Visitor
	if c.Browser != "" {
		if visitor, ok, err = d.Who(r); err != nil {
			d.fault(w, err)
			return
		}
		if !ok || visitor.session.Token != c.Browser || visitor.ID != attempt.Person {
			d.wrongKey(w, c, attempt.Person, otherPlace)
			return
		}
	}
	answer := []byte(r.PostFormValue("answer"))
	var in entered
	switch c.Purpose {
	case toSignIn:
		in.cookie, err = d.signInByPasskey(r, c, answer)
	case toConfirm:
		err = d.confirmByPasskey(r, c, visitor, answer)
	case toJoin, toAdd:
		in, err = d.keepPasskey(r, c, attempt.Person, answer)
		c.Next = "/me?done=passkey"
	default:
		err = fmt.Errorf("a passkey for %q", c.Purpose)
	}
	var no wrongKey
	switch {
	case errors.As(err, &no):
		d.wrongKey(w, c, attempt.Person, no)
	case err != nil && c.Purpose == toJoin:
		d.notInvited(w, r, r.PostFormValue("invitation"), err)
	case err != nil:
		d.fault(w, err)
	default:
		d.enter(w, r, in, c.Next)
	}
}

// entered is what somebody gets who was let in: a session's cookie, and after their
// first time also recovery codes.
type entered struct {
	cookie string
	person people.Person
	codes  []string
}

// enter gives somebody what they got, and leads on.
func (d *Door) enter(w http.ResponseWriter, r *http.Request, in entered, next string) {
	if in.cookie != "" {
		d.setCookie(w, in.cookie)
	}
	if in.codes != nil {
		d.showCodes(w, in.person, in.codes)
		return
	}
	http.Redirect(w, r, local(next), http.StatusSeeOther)
}

// wrongKey refuses an answer: in words to the person, with the reason in the log.
func (d *Door) wrongKey(w http.ResponseWriter, c ceremony, person string, no wrongKey) {
	d.Log.Warn("a passkey was refused", "for", string(c.Purpose), "person", person, "reason", no.log)
	title, back := "You were not signed in", "/sign-in"
	switch c.Purpose {
	case toJoin, toAdd:
		title = "No passkey was kept"
	case toConfirm:
		title = "This did not show that it is you"
	}
	if c.Browser != "" {
		back = "/me"
	}
	d.refusal(w, http.StatusForbidden, title, back, no.words)
}

// signInByPasskey begins a session for whoever the key belongs to.
func (d *Door) signInByPasskey(r *http.Request, c ceremony, answer []byte) (cookie string, err error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return "", wrongPasskey(err)
	}
	refused := error(nil)
	err = d.write(r.Context(), func(in inbox.Writer) error {
		cookie, refused = "", nil
		var h holder
		_, key, err := d.passkeys.ValidatePasskeyLogin(func(_, handle []byte) (webauthn.User, error) {
			var err error
			h, err = holderOf(in, string(handle))
			if errors.Is(err, inbox.ErrNotFound) || err == nil && h.State != people.Active {
				err = unknownKey
			}
			return h, err
		}, c.Session, parsed)
		if refused, err = d.judged(in, h, key, err); refused != nil || err != nil {
			return err
		}
		cookie, err = d.signIn(in, r, h.ID, string(people.Passkey))
		return err
	})
	return cookie, errors.Join(err, refused)
}

// confirmByPasskey notes that whoever is signed in has just shown that it is them.
func (d *Door) confirmByPasskey(r *http.Request, c ceremony, v Visitor, answer []byte) error {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return wrongPasskey(err)
	}
	refused := error(nil)
	err = d.write(r.Context(), func(in inbox.Writer) error {
		refused = nil
		h, err := holderOf(in, v.ID)
		if err != nil {
			return err
		}
		key, err := d.passkeys.ValidateLogin(h, c.Session, parsed)
		if refused, err = d.judged(in, h, key, err); refused != nil || err != nil {
			return err
		}
		return d.prove(in, v)
	})
	return errors.Join(err, refused)
}

// judged keeps a key that proved who somebody is, with its new count, or says why it is
// refused. A key whose count went backwards may have a copy; that is recorded.
func (d *Door) judged(in inbox.Writer, h holder, key *webauthn.Credential, wrong error) (refused, err error) {
	var unknown *protocol.ErrorUnknownCredential
	switch {
	case errors.Is(wrong, unknownKey), errors.As(wrong, &unknown):
		return unknownKey, nil
	case wrong != nil:
		var library *protocol.Error
		if errors.As(wrong, &library) {
			return wrongPasskey(wrong), nil
		}
		return nil, wrong
	case key.Authenticator.CloneWarning:
		return copiedKey, inbox.Record(in, d.now(), h.ID, alarmPasskey, passkeyID(key.ID))
	}
	kept, err := in.Credential(passkeyID(key.ID))
	if err != nil {
		return nil, err
	}
	kept.Used = d.now()
	if kept.Body, err = json.Marshal(key); err != nil {
		return nil, fmt.Errorf("keep a passkey: %w", err)
	}
	return nil, in.PutCredential(kept)
}

// keepPasskey keeps a new key for somebody who was invited, who is then signed in, or
// who is signed in already.
func (d *Door) keepPasskey(r *http.Request, c ceremony, person string, answer []byte) (got entered, err error) {
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return got, wrongPasskey(err)
	}
	err = d.write(r.Context(), func(in inbox.Writer) error {
		h, err := holderOf(in, person)
		if err != nil {
			return err
		}
		key, err := d.passkeys.CreateCredential(h, c.Session, parsed)
		if err != nil {
			return wrongPasskey(err)
		}
		id := passkeyID(key.ID)
		if _, err := in.Credential(id); err == nil {
			return takenKey
		} else if !errors.Is(err, inbox.ErrNotFound) {
			return err
		}
		if len(h.keys) >= mostPasskeys {
			return enoughKeys
		}
		body, err := json.Marshal(key)
		if err != nil {
			return fmt.Errorf("keep a passkey: %w", err)
		}
		now := d.now()
		label := c.Label
		if label == "" {
			label = "Passkey of " + now.Format("2 January 2006")
		}
		if c.Purpose == toJoin {
			if got, err = d.join(in, r, c.Invite, string(people.Passkey)); err != nil {
				return err
			}
		}
		if err := in.PutCredential(people.Credential{ID: id, Person: person, Kind: people.Passkey, Label: label, Created: now, Body: body}); err != nil {
			return err
		}
		return inbox.Record(in, now, person, inbox.ActWay, "passkey added")
	})
	return got, err
}

// join uses an invitation up within a change and begins a session. The form shows the
// invitation once more: what was begun knows it by its hash alone.
func (d *Door) join(in inbox.Writer, r *http.Request, hash, way string) (got entered, err error) {
	token := r.PostFormValue("invitation")
	if inbox.TokenHash(token) != hash {
		return got, noInvitation
	}
	return d.joinWith(in, r, token, way)
}

// joinWith is join with an invitation that the hub itself has kept.
func (d *Door) joinWith(in inbox.Writer, r *http.Request, token, way string) (got entered, err error) {
	if got.person, got.codes, err = d.bind(in, token); err != nil {
		return got, err
	}
	got.cookie, err = d.signIn(in, r, got.person.ID, way)
	return got, err
}
