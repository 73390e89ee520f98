package door_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/descope/virtualwebauthn"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// key is a passkey on a device that unlocks it.
type key struct {
	site   virtualwebauthn.RelyingParty
	device virtualwebauthn.Authenticator
	virtualwebauthn.Credential
}

func newKey() *key {
	credential := virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	// One in 128 of these keys leaves out the zero that a coordinate begins with, as no
	// authenticator may (RFC 9053, 7.1.1), and is refused. A whole key has 77 bytes.
	for len(credential.Key.AttestationData()) < 77 {
		credential = virtualwebauthn.NewCredential(virtualwebauthn.KeyTypeEC2)
	}
	return &key{virtualwebauthn.RelyingParty{ID: "hub.example.org", Name: "Weald hub", Origin: origin}, virtualwebauthn.NewAuthenticator(), credential}
}

// make answers a page that asks for a new passkey.
func (k *key) make(t *testing.T, p page) (attempt, answer string) {
	t.Helper()
	p.must(t, http.StatusOK, `data-ceremony="create"`)
	asked, err := virtualwebauthn.ParseAttestationOptions(p.value(t, `data-options="([^"]*)"`))
	if err != nil {
		t.Fatal(err)
	}
	k.device.Options.UserHandle = []byte(asked.UserID)
	return p.value(t, `name="attempt" value="([^"]*)"`), virtualwebauthn.CreateAttestationResponse(k.site, k.device, k.Credential, *asked)
}

// use answers a page that asks for a passkey.
func (k *key) use(t *testing.T, p page) (attempt, answer string) {
	t.Helper()
	p.must(t, http.StatusOK, `data-ceremony="get"`)
	asked, err := virtualwebauthn.ParseAssertionOptions(p.value(t, `data-options="([^"]*)"`))
	if err != nil {
		t.Fatal(err)
	}
	k.Counter++
	return p.value(t, `name="attempt" value="([^"]*)"`), virtualwebauthn.CreateAssertionResponse(k.site, k.device, k.Credential, *asked)
}

// join follows an invitation with a passkey.
func (b *tab) join(token string, k *key, label string) page {
	b.t.Helper()
	attempt, answer := k.make(b.t, b.post("/passkey/join", "invitation", token, "label", label))
	return b.post("/passkey/answer", "attempt", attempt, "answer", answer, "invitation", token)
}

// sign signs in with a passkey.
func (b *tab) sign(k *key, next string) page {
	b.t.Helper()
	attempt, answer := k.use(b.t, b.post("/passkey/sign-in", "next", next))
	return b.post("/passkey/answer", "attempt", attempt, "answer", answer)
}

// add makes one more passkey.
func (b *tab) add(k *key, label string) page {
	b.t.Helper()
	attempt, answer := k.make(b.t, b.post("/passkey/add", "label", label))
	return b.post("/passkey/answer", "attempt", attempt, "answer", answer)
}

// chairWithKey is somebody who joined with a passkey.
func chairWithKey(t *testing.T, h *keysHub) (*tab, *key, people.Person) {
	t.Helper()
	made, k, b := h.invite(t, "Ada Chair", people.Chair), newKey(), h.tab(t)
	b.join(made.Token, k, "work laptop").must(t, http.StatusOK)
	return b, k, made.Person
}

func TestInvitationPasskeySignOutAndInWithoutAName(t *testing.T) {
	h := newKeysHub(t)
	made, k, b := h.invite(t, "Ada Chair", people.Chair), newKey(), h.tab(t)
	asked := b.post("/passkey/join", "invitation", made.Token, "label", "work laptop").must(t, http.StatusOK, "Make a passkey", `src="/assets/passkey.js"`)
	options := asked.value(t, `data-options="([^"]*)"`)
	for _, want := range []string{`"residentKey":"required"`, `"userVerification":"required"`, `"id":"hub.example.org"`, `"attestation":"none"`} {
		if !strings.Contains(options, want) {
			t.Errorf("%s is not asked for: %s", want, options)
		}
	}
	if policy := asked.header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") || strings.Contains(asked.text, "<script>") {
		t.Errorf("the page's policy: %s", policy)
	}
	attempt, answer := k.make(t, asked)
	b.post("/passkey/answer", "attempt", attempt, "answer", answer, "invitation", made.Token).must(t, http.StatusOK, "recovery code")
	if !b.signedIn("Ada Chair") {
		t.Fatal("not signed in after the invitation")
	}
	b.post("/sign-out")
	if b.signedIn("Ada Chair") {
		t.Fatal("still signed in after signing out")
	}
	asked = b.post("/passkey/sign-in", "next", "/c/KENT-07/")
	if options := asked.value(t, `data-options="([^"]*)"`); strings.Contains(options, "allowCredentials") || !strings.Contains(options, `"userVerification":"required"`) {
		t.Errorf("a name is asked for, or no unlocking: %s", options)
	}
	attempt, answer = k.use(t, asked)
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).to(t, "/c/KENT-07/")
	b.get("/me").must(t, http.StatusOK, "Ada Chair", "work laptop")
	if ways := h.audit(t, inbox.ActSignIn); len(ways) != 2 || !strings.HasSuffix(ways[1], ": passkey") {
		t.Errorf("the record of changes: %v", ways)
	}
	if strings.Contains(h.log.String(), "level=ERROR") {
		t.Error(h.log)
	}
}

func TestInvitationServesOnePasskeyOnce(t *testing.T) {
	h := newKeysHub(t)
	made, first, second := h.invite(t, "Ada Chair", people.Chair), newKey(), newKey()
	late := h.tab(t)
	attempt, answer := second.make(t, late.post("/passkey/join", "invitation", made.Token))
	b := h.tab(t)
	b.join(made.Token, first, "").must(t, http.StatusOK)
	late.post("/passkey/answer", "attempt", attempt, "answer", answer, "invitation", made.Token).must(t, http.StatusForbidden, "used before")
	late.post("/passkey/join", "invitation", made.Token).must(t, http.StatusForbidden, "used before")
	if late.signedIn("Ada Chair") || len(h.audit(t, inbox.ActInviteReused)) != 2 {
		t.Error("a used invitation let somebody in, or was not recorded")
	}
	b.get("/me").must(t, http.StatusOK, "Passkey of 23 November 2026")

	other := h.invite(t, "Bea Member", people.Member)
	h.pass(7*24*time.Hour + time.Second)
	late.post("/passkey/join", "invitation", other.Token).must(t, http.StatusForbidden, "expired")
	late.post("/passkey/join", "invitation", "no such thing").must(t, http.StatusForbidden, "does not serve")
}

func TestPasskeyIsBoundToItsOwnInvitation(t *testing.T) {
	h := newKeysHub(t)
	ada, bea, k, b := h.invite(t, "Ada Chair", people.Chair), h.invite(t, "Bea Member", people.Member), newKey(), h.tab(t)
	attempt, answer := k.make(t, b.post("/passkey/join", "invitation", bea.Token))
	b.post("/passkey/answer", "attempt", attempt, "answer", answer, "invitation", ada.Token).must(t, http.StatusForbidden, "does not serve")
	if b.signedIn("Ada Chair") || b.signedIn("Bea Member") {
		t.Error("signed in with another invitation's passkey")
	}
}

func TestPasskeyThatProvesNothingIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*key){
		"made for a page that looks like the hub": func(k *key) { k.site.Origin = "https://hub.example.org.evil.example" },
		"made for another host":                   func(k *key) { k.site.ID = "evil.example" },
		"not unlocked":                            func(k *key) { k.device.Options.UserNotVerified = true },
		"nobody there":                            func(k *key) { k.device.Options.UserNotPresent = true },
		"another key that claims to be this one":  func(k *key) { k.Key = newKey().Key },
		"another person's":                        func(k *key) { k.device.Options.UserHandle = []byte("p0000000000000000") },
		"of nobody":                               func(k *key) { k.device.Options.UserHandle = nil },
		"unknown":                                 func(k *key) { k.ID = newKey().ID },
	} {
		t.Run(name, func(t *testing.T) {
			h := newKeysHub(t)
			_, k, _ := chairWithKey(t, h)
			b := h.tab(t)
			spoil(k)
			b.sign(k, "/").must(t, http.StatusForbidden, "You were not signed in")
			if b.signedIn("Ada Chair") {
				t.Error("signed in")
			}
			if log := h.log.String(); !strings.Contains(log, "a passkey was refused") || strings.Contains(log, "level=ERROR") {
				t.Errorf("the log: %s", log)
			}
		})
	}
}

func TestNewPasskeyMustBeUnlockedAndForThisHub(t *testing.T) {
	for name, spoil := range map[string]func(*key){
		"not unlocked": func(k *key) { k.device.Options.UserNotVerified = true },
		"another page": func(k *key) { k.site.Origin = "https://evil.example" },
		"another host": func(k *key) { k.site.ID = "evil.example" },
	} {
		h := newKeysHub(t)
		made, k, b := h.invite(t, "Ada Chair", people.Chair), newKey(), h.tab(t)
		spoil(k)
		b.join(made.Token, k, "").must(t, http.StatusForbidden, "No passkey was kept")
		if b.signedIn("Ada Chair") {
			t.Errorf("%s: signed in", name)
		}
		b.join(made.Token, newKey(), "").must(t, http.StatusOK) // the invitation still serves
	}
}

func TestCountThatGoesBackwardsIsRefusedAndRecorded(t *testing.T) {
	h := newKeysHub(t)
	_, k, ada := chairWithKey(t, h)
	b := h.tab(t)
	k.Counter = 10
	b.sign(k, "/").to(t, "/")
	k.Counter = 4 // a copy, made before
	thief := h.tab(t)
	thief.sign(k, "/").must(t, http.StatusForbidden, "copied")
	if thief.signedIn("Ada Chair") {
		t.Error("the copy signed in")
	}
	if alarms := h.audit(t, "alarm.passkey"); len(alarms) != 1 || !strings.HasPrefix(alarms[0], ada.ID+": ") {
		t.Errorf("the record of changes: %v", alarms)
	}
	if !strings.Contains(h.log.String(), "went backwards") {
		t.Error("it is not logged")
	}
	k.Counter = 11
	h.tab(t).sign(k, "/").to(t, "/") // whoever has the true one still comes in
}

func TestChallengeServesOnceAndNotForLong(t *testing.T) {
	h := newKeysHub(t)
	_, k, _ := chairWithKey(t, h)
	b := h.tab(t)
	attempt, answer := k.use(t, b.post("/passkey/sign-in"))
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).to(t, "/")
	thief := h.tab(t)
	thief.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "once")

	// An answer with somebody else's attempt is an answer to another challenge.
	_, replayed := attempt, answer
	attempt, _ = k.use(t, thief.post("/passkey/sign-in"))
	thief.post("/passkey/answer", "attempt", attempt, "answer", replayed).must(t, http.StatusForbidden, "did not prove")
	thief.post("/passkey/answer", "attempt", attempt, "answer", replayed).must(t, http.StatusForbidden, "once")

	attempt, answer = k.use(t, b.post("/passkey/sign-in"))
	h.pass(5*time.Minute + time.Second)
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "five minutes")
	if thief.signedIn("Ada Chair") {
		t.Error("signed in")
	}
}

func TestPasskeyIsAnsweredAtAnyOfSeveralHubs(t *testing.T) {
	h := newKeysHub(t)
	_, k, _ := chairWithKey(t, h)
	b, other := h.tab(t), h.another(t).tab(t)
	attempt, answer := k.use(t, b.post("/passkey/sign-in"))
	other.post("/passkey/answer", "attempt", attempt, "answer", answer).to(t, "/")
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "once")
	if !other.signedIn("Ada Chair") || b.signedIn("Ada Chair") {
		t.Error("the wrong browser is signed in")
	}
}

func TestClosedPersonsPasskeyNoLongerServes(t *testing.T) {
	h := newKeysHub(t)
	_, k, ada := chairWithKey(t, h)
	if err := h.db.Write(t.Context(), func(w inbox.Writer) error {
		p, err := w.Person(ada.ID)
		p.State = people.Closed
		if err == nil {
			err = w.PutPerson(p)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h.tab(t).sign(k, "/").must(t, http.StatusForbidden, "does not know that passkey")
}

func TestStepUpByPasskey(t *testing.T) {
	h := newKeysHub(t)
	b, k, _ := chairWithKey(t, h)
	b.post("/passkey/add", "label", "x").must(t, http.StatusOK) // they have just shown who they are
	h.pass(11 * time.Minute)
	if p := b.post("/passkey/add", "label", "x"); p.status != http.StatusSeeOther || !strings.HasPrefix(p.header.Get("Location"), "/step-up?") {
		t.Fatalf("not asked again: %d %s", p.status, p.text)
	}
	b.get("/step-up?next=/me").must(t, http.StatusOK, "/passkey/confirm")
	asked := b.post("/passkey/confirm", "next", "/me")
	if options := asked.value(t, `data-options="([^"]*)"`); !strings.Contains(options, "allowCredentials") {
		t.Errorf("any key would do: %s", options)
	}
	attempt, answer := k.use(t, asked)
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).to(t, "/me")
	b.post("/passkey/add", "label", "x").must(t, http.StatusOK)

	// Nobody else's key shows that it is them, and no other browser can answer for it.
	bea, beasKey := h.tab(t), newKey()
	bea.join(h.invite(t, "Bea Member", people.Member).Token, beasKey, "").must(t, http.StatusOK)
	h.pass(11 * time.Minute)
	attempt, answer = beasKey.use(t, b.post("/passkey/confirm", "next", "/me"))
	b.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "did not show")
	second := h.tab(t)
	attempt, answer = k.use(t, b.post("/passkey/confirm", "next", "/me"))
	second.sign(k, "/").to(t, "/") // Ada herself, in another browser
	second.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "meanwhile")
	attempt, answer = k.use(t, b.post("/passkey/confirm", "next", "/me"))
	bea.post("/passkey/answer", "attempt", attempt, "answer", answer).must(t, http.StatusForbidden, "somebody else signed in")
	for _, who := range []*tab{b, bea} {
		if p := who.post("/passkey/add", "label", "x"); p.status != http.StatusSeeOther {
			t.Errorf("let through: %d", p.status)
		}
	}
}

func TestStepUpIsAskedOfWhoIsSignedInOnly(t *testing.T) {
	h := newKeysHub(t)
	b := h.tab(t)
	for _, path := range []string{"/passkey/add", "/passkey/confirm", "/passkey/x/name", "/passkey/x/remove"} {
		b.post(path).must(t, http.StatusUnauthorized, "Sign in first")
	}
}

func TestKeysAreNamedAndRemovedButNeverTheLastWayIn(t *testing.T) {
	h := newKeysHub(t)
	b, first, _ := chairWithKey(t, h)
	second := newKey()
	b.add(second, "  security\tkey <1> ").to(t, "/me?done=passkey")
	ids := regexpAll(t, b.get("/me").must(t, http.StatusOK, "work laptop", "security key <1>"), `/passkey/([^/"]+)/remove`)
	if len(ids) != 2 {
		t.Fatalf("%d keys", len(ids))
	}
	for i, k := range []*key{first, second} {
		h.tab(t).sign(k, "/").to(t, "/")
		b.post("/passkey/"+ids[i]+"/name", "label", "").must(t, http.StatusConflict, "at least one letter")
		b.post("/passkey/"+ids[i]+"/name", "label", strings.Repeat("ö", 70)).to(t, "/me")
		b.get("/me").must(t, http.StatusOK, strings.Repeat("ö", 60))
	}
	other := h.tab(t)
	other.join(h.invite(t, "Bea Member", people.Member).Token, newKey(), "").must(t, http.StatusOK)
	for _, act := range []string{"/name", "/remove"} {
		other.post("/passkey/"+ids[0]+act, "label", "mine").must(t, http.StatusConflict, "no such way")
	}
	b.post("/passkey/"+ids[0]+"/remove").to(t, "/me")
	b.post("/passkey/"+ids[1]+"/remove").must(t, http.StatusConflict, "last way to sign in")
	signing := map[string]bool{}
	for _, k := range []*key{first, second} {
		p := h.tab(t).sign(k, "/")
		signing[http.StatusText(p.status)] = true
	}
	if !signing[http.StatusText(http.StatusSeeOther)] || !signing[http.StatusText(http.StatusForbidden)] {
		t.Errorf("which keys serve: %v", signing)
	}
}

func TestPasskeyIsKeptForOnePersonOnly(t *testing.T) {
	h := newKeysHub(t)
	b, k, _ := chairWithKey(t, h)
	b.add(k, "again").must(t, http.StatusForbidden, "knows that passkey already")
	other := h.tab(t)
	other.join(h.invite(t, "Bea Member", people.Member).Token, k, "").must(t, http.StatusForbidden, "knows that passkey already")
	if other.signedIn("Bea Member") {
		t.Error("signed in with somebody else's key")
	}
}

func TestAnswerWithoutAScriptIsExplained(t *testing.T) {
	h := newKeysHub(t)
	b := h.tab(t)
	asked := b.post("/passkey/sign-in").must(t, http.StatusOK, "needs the script of this page")
	b.post("/passkey/answer", "attempt", asked.value(t, `name="attempt" value="([^"]*)"`), "answer", "").must(t, http.StatusUnprocessableEntity, "Allow scripts")
	b.post("/passkey/answer").must(t, http.StatusForbidden, "once")
	asked = b.post("/passkey/sign-in")
	b.post("/passkey/answer", "attempt", asked.value(t, `name="attempt" value="([^"]*)"`), "answer", `{"id":"x"}`).must(t, http.StatusForbidden, "did not prove")
}

func TestPasskeyFormsOfOtherSitesAreRefused(t *testing.T) {
	h := newKeysHub(t)
	b := h.tab(t)
	for _, path := range []string{"/passkey/sign-in", "/passkey/answer"} {
		r, err := http.NewRequest(http.MethodPost, b.at+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if p := b.do(r); p.status != http.StatusForbidden {
			t.Errorf("%s: %d", path, p.status)
		}
	}
}

func TestBeginningToSignInIsCountedByAddress(t *testing.T) {
	h := newKeysHub(t)
	b := h.tab(t)
	for range 20 {
		b.post("/passkey/sign-in").must(t, http.StatusOK)
	}
	if p := b.post("/passkey/sign-in").must(t, http.StatusTooManyRequests, "Nothing was changed"); p.header.Get("Retry-After") == "" {
		t.Error("nobody says how long to wait")
	}
	h.pass(time.Minute)
	b.post("/passkey/sign-in").must(t, http.StatusOK)
}

func TestOriginIsTheAddressThatBrowsersTake(t *testing.T) {
	for text, want := range map[string]string{
		"https://hub.example.org":       "https://hub.example.org",
		" https://hub.example.org/ ":    "https://hub.example.org",
		"https://hub.example.org:8443":  "https://hub.example.org:8443",
		"http://localhost:8470":         "http://localhost:8470",
		"http://hub.example.org":        "",
		"https://192.0.2.7":             "",
		"http://127.0.0.1:8470":         "",
		"hub.example.org":               "",
		"https://hub.example.org/path":  "",
		"https://a:b@hub.example.org":   "",
		"https://hub.example.org?x=1":   "",
		"ftp://hub.example.org":         "",
		"":                              "",
		"https://":                      "",
		"https://hub.example.org/#part": "",
	} {
		got, err := door.ReadOrigin(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}
