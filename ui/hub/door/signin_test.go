package door_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

func TestInvitationServesOnceAndLeadsToASession(t *testing.T) {
	h := newHouse(t)
	made := h.invite(t, "Ana Head", chairOf07)
	b := h.browser(t)
	m := h.join(t, b, made)
	if len(m.recovery) != 10 {
		t.Errorf("%d recovery codes", len(m.recovery))
	}
	b.get("/").see(200, "You are signed in as Ana Head", "/panel/KENT-07/")
	if !strings.Contains(b.get("/me").page, "Password and telephone") {
		t.Error(b.page)
	}

	other := h.browser(t)
	other.get(door.InviteAddress(made.Token)).see(403, "was used before", "tell the people who run this hub")
	if slices.Contains(h.acts(t), inbox.ActInviteReused) {
		t.Error("looking at a page wrote into the record of changes")
	}
	other.post(door.InviteAddress(made.Token)+"/password", "password", goodPassword, "again", goodPassword).see(403, "was used before")
	if !slices.Contains(h.acts(t), inbox.ActInviteReused) {
		t.Error("the second use of an invitation raised no alarm")
	}
	other.get(door.InviteAddress("made-up")).see(403, "does not serve")
}

func TestExpiredInvitationSaysSoPlainly(t *testing.T) {
	h := newHouse(t)
	made := h.invite(t, "Ana Head", chairOf07)
	h.pass(inbox.InvitationLasts - time.Minute)
	b := h.browser(t)
	b.get(door.InviteAddress(made.Token)).see(200, "Welcome")
	b.post(door.InviteAddress(made.Token)+"/password", "password", goodPassword, "again", goodPassword).see(200, "Add your telephone")
	h.pass(2 * time.Minute)
	b.get(door.InviteAddress(made.Token)).see(403, "has expired", "seven days", "Nothing was set up")
	// What was begun in time and ended too late is refused as well.
	b.post("/set-up/code", "token", b.hiddenOr("token"), "invitation", b.hiddenOr("invitation"), "code", "000000").see(403)
	again, err := h.InviteAgain(t.Context(), inbox.Console, made.Person.ID, zeroes{})
	must(t, err)
	b.get(door.InviteAddress(again.Token)).see(200, "Welcome")
	newest, err := h.InviteAgain(t.Context(), inbox.Console, made.Person.ID, ones{})
	must(t, err)
	b.get(door.InviteAddress(again.Token)).see(403, "newer one has taken its place")
	b.get(door.InviteAddress(newest.Token)).see(200, "Welcome")
}

func TestWeakPasswordsAreRefusedBesideTheirField(t *testing.T) {
	h := newHouse(t)
	to := door.InviteAddress(h.invite(t, "Ana Head", chairOf07).Token) + "/password"
	for password, words := range map[string]string{
		"short":                          "12 to 128 characters",
		"aaaaaaaaaaaaaaaa":               "different characters",
		"ana.head is my name!":           "Leave “head” out",
		"Needsbook2026!?":                "Leave “needsbook” out",
		strings.Repeat("ab1 cdefgh", 13): "12 to 128 characters",
	} {
		b := h.browser(t)
		b.post(to, "password", password, "again", password).see(422, words, `aria-invalid="true"`)
		h.pass(time.Minute)
	}
	b := h.browser(t)
	b.post(to, "password", goodPassword, "again", goodPassword+"x").see(422, "same password twice")
}

func TestSignInWithPasswordAndACodeThatServesOnce(t *testing.T) {
	h := newHouse(t)
	m := h.join(t, h.browser(t), h.invite(t, "Ana Head", chairOf07))
	b := h.browser(t)
	h.pass(time.Minute)
	b.post("/sign-in", "email", "  ANA.Head@example.org ", "password", goodPassword, "next", "/me").see(200, "Type the code")
	used := h.code(t, m)
	b.post("/sign-in/code", "token", b.hidden("token"), "code", used)
	if b.see(200, "My ways to sign in"); b.at != "/me" {
		t.Errorf("led to %s", b.at)
	}
	other := h.browser(t)
	other.post("/sign-in", "email", m.Email, "password", goodPassword).see(200, "Type the code")
	first := other.hidden("token")
	other.post("/sign-in/code", "token", first, "code", used).see(422, "was used before")
	other.post("/sign-in/code", "token", first, "code", used).see(403, "This took too long") // the half of a sign-in serves once, too
	other.get("/me").see(200, "Sign in")
}

func TestWhatIsWrongWithASignInIsNotSaid(t *testing.T) {
	h := newHouse(t)
	m := h.join(t, h.browser(t), h.invite(t, "Ana Head", chairOf07))
	invited := h.invite(t, "Bo Late", chairOf07)
	gone := h.join(t, h.browser(t), h.invite(t, "Cy Gone", chairOf07))
	_, err := h.ClosePerson(t.Context(), inbox.Console, gone.ID)
	must(t, err)
	pages := map[string]string{}
	for email, password := range map[string]string{m.Email: "wrong words here", "nobody@example.org": goodPassword, invited.Person.Email: goodPassword, gone.Email: goodPassword, "": ""} {
		b := h.browser(t)
		b.post("/sign-in", "email", email, "password", password).see(403, "is not right, or nobody signs in")
		pages[strings.ReplaceAll(b.page, email, "")] = email
		h.pass(time.Minute)
	}
	if len(pages) > 2 { // the one without an address differs by nothing but that
		t.Errorf("pages tell people apart: %v", pages)
	}
}

func TestFiveWrongCodesBeginAnewAndTwentyCloseTheWay(t *testing.T) {
	h := newHouse(t)
	m := h.join(t, h.browser(t), h.invite(t, "Ana Head", chairOf07))
	wrong := func() string {
		if h.code(t, m) == "000000" {
			return "000001"
		}
		return "000000"
	}
	for range 4 {
		b := h.browser(t)
		h.pass(5 * time.Minute)
		b.post("/sign-in", "email", m.Email, "password", goodPassword).see(200)
		for range 4 {
			b.post("/sign-in/code", "token", b.hidden("token"), "code", wrong()).see(422, "not right")
			h.pass(15 * time.Second)
		}
		b.post("/sign-in/code", "token", b.hidden("token"), "code", wrong()).see(403, "five times")
	}
	h.pass(5 * time.Minute)
	b := h.browser(t)
	b.post("/sign-in", "email", m.Email, "password", goodPassword).see(200)
	b.post("/sign-in/code", "token", b.hidden("token"), "code", h.code(t, m)).see(422, "not right")
	b.post("/sign-in/recovery", "email", m.Email, "code", m.recovery[0]).see(200, "signed in with a recovery code")
}

func TestRecoveryCodeServesOnceHoweverItIsTyped(t *testing.T) {
	h := newHouse(t)
	m := h.join(t, h.browser(t), h.invite(t, "Ana Head", chairOf07))
	b := h.browser(t)
	b.post("/sign-in/recovery", "email", m.Email, "code", strings.ToLower(strings.ReplaceAll(m.recovery[3], "-", " "))).see(200, "You have 9 recovery codes left")
	b.post("/me/recovery").see(200, "recovery codes")
	other := h.browser(t)
	for _, old := range m.recovery {
		other.post("/sign-in/recovery", "email", m.Email, "code", old).see(403, "was used before")
		h.pass(time.Minute)
	}
}

func TestTriesAreBoundedByAccountAndByAddress(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	for i := range 6 {
		b.post("/sign-in", "email", "ana@example.org", "password", "guess guess guess")
		if want := 403; i < 5 && b.code != want {
			t.Fatalf("try %d: %d", i, b.code)
		}
	}
	b.see(429, "Too many tries", "Wait")
	for i := range 15 {
		b.post("/sign-in", "email", string(rune('a'+i))+"@example.org", "password", "guess guess guess")
	}
	b.see(429, "Too many tries")
	h.pass(time.Minute)
	b.post("/sign-in", "email", "ana@example.org", "password", "guess guess guess").see(403)
}

func TestSessionsEndIdleLateAndEverywhere(t *testing.T) {
	h := newHouse(t)
	first := h.browser(t)
	m := h.join(t, first, h.invite(t, "Ana Head", chairOf07))
	h.pass(29 * time.Minute)
	first.get("/me").see(200, "My ways to sign in")
	h.pass(31 * time.Minute)
	first.get("/me").see(200, "With a password")

	h.signIn(t, first, m, "/me")
	for range 23 { // used all the time, it still ends after eight hours
		h.pass(20 * time.Minute)
		first.get("/me").see(200, "Sign out everywhere")
	}
	h.pass(25 * time.Minute)
	first.get("/me").see(200, "With a password")

	second := h.browser(t)
	h.signIn(t, first, m, "/me")
	h.signIn(t, second, m, "/me")
	second.see(200, "2 browsers")
	first.post("/me/sign-out-everywhere").see(200, "With a password")
	second.get("/me").see(200, "With a password")
}

func TestSignInGivesANewSessionAndEndsTheOneBefore(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	m := h.join(t, b, h.invite(t, "Ana Head", chairOf07))
	before := b.cookie(t)
	h.signIn(t, b, m, "/")
	after := b.cookie(t)
	if before == after || after == "" {
		t.Errorf("the session's name did not change at sign-in")
	}
	r, err := http.NewRequest(http.MethodGet, h.URL+"/me", nil)
	must(t, err)
	r.AddCookie(&http.Cookie{Name: door.CookieName(true), Value: before})
	if old := browserAt(t, h.Server).take(h.Server.Client().Do(r)); strings.Contains(old.page, "Sign out everywhere") {
		t.Error("the session from before still opens pages")
	}
	must(t, h.Store.Read(t.Context(), func(r inbox.Reader) error {
		if _, err := r.Session(after); err == nil {
			t.Error("the cookie itself is kept")
		}
		_, err := r.Session(inbox.TokenHash(after))
		return err
	}))
}

func TestAnotherProcessOnTheSameRecordsKnowsTheSession(t *testing.T) {
	h := newHouse(t)
	b := h.browser(t)
	h.join(t, b, h.invite(t, "Ana Head", chairOf07))
	r, err := http.NewRequest(http.MethodGet, serve(t, h).URL+"/me", nil)
	must(t, err)
	r.AddCookie(&http.Cookie{Name: door.CookieName(true), Value: b.cookie(t)})
	browserAt(t, h.Server).take(h.Server.Client().Do(r)).see(200, "Ana Head")
}

func TestTheLogTellsNoSecret(t *testing.T) {
	h := newHouse(t)
	made := h.invite(t, "Ana Head", chairOf07)
	m := h.join(t, h.browser(t), made)
	b := h.browser(t)
	h.signIn(t, b, m, "/")
	b.post("/sign-in", "email", m.Email, "password", "not the right one")
	b.post("/sign-in/recovery", "email", m.Email, "code", m.recovery[0]+"X")
	must(t, h.Store.Read(t.Context(), func(r inbox.Reader) error {
		all, err := r.Credentials(m.ID)
		for _, c := range all {
			for _, secret := range append(m.recovery, m.secret, goodPassword) {
				if strings.Contains(string(c.Body), secret) {
					t.Errorf("%s is kept in the clear", c.Kind)
				}
			}
		}
		return err
	}))
	for _, secret := range append(m.recovery, m.secret, goodPassword, made.Token, b.cookie(t), "not the right one", m.Email) {
		if strings.Contains(h.log.String(), secret) {
			t.Errorf("the log tells %q", secret)
		}
	}
}

// cookie is the session's cookie.
func (b *browser) cookie(t testing.TB) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.base, nil)
	must(t, err)
	for _, c := range b.Jar.Cookies(r.URL) {
		if c.Name == door.CookieName(true) {
			return c.Value
		}
	}
	return ""
}

func (b *browser) hiddenOr(name string) string {
	if !strings.Contains(b.page, `name="`+name+`"`) {
		return ""
	}
	return b.hidden(name)
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { return len(p), nil }

type ones struct{}

func (ones) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 1
	}
	return len(p), nil
}
