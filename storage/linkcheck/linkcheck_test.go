package linkcheck

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/publish"
)

// anywhere lets a test ask its own computer.
func anywhere(string) error { return nil }

func one(t *testing.T, a *Asker, address string) publish.LinkAnswer {
	t.Helper()
	return a.Ask(t.Context(), []string{address})[0]
}

func TestAnswersAreToldPlainly(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/here", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<p>Hello</p>")) })
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/faulty", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
	mux.HandleFunc("/guarded", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.Handle("/moved", http.RedirectHandler("/here", http.StatusMovedPermanently))
	mux.Handle("/round", http.RedirectHandler("/round", http.StatusFound))
	mux.HandleFunc("/nohead", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		_, _ = w.Write([]byte("Hello"))
	})
	mux.Handle("/file", http.RedirectHandler("file:///etc/passwd", http.StatusFound))
	site := httptest.NewServer(mux)
	defer site.Close()
	closed := httptest.NewServer(mux)
	closed.Close()
	a := newAsker(patience, anywhere)
	for _, c := range []struct {
		address string
		ok      bool
		why     string
	}{
		{site.URL + "/here", true, ""},
		{site.URL + "/nohead", true, ""},
		{site.URL + "/nowhere", false, "The page is gone (404)."},
		{site.URL + "/gone", false, "The page is gone (410)."},
		{site.URL + "/faulty", false, "The site has a fault (502). Try again later."},
		{site.URL + "/guarded", true, "The site does not answer programs (403). Open the page in a browser to be sure."},
		{site.URL + "/moved", true, "It leads on to " + site.URL + "/here"},
		{site.URL + "/round", false, "The page leads on and on without end."},
		{site.URL + "/file", false, "It leads on to something that is no web page."},
		{closed.URL + "/here", false, "The site does not take calls."},
		{"https://no-such-site.invalid/", false, "There is no such website."},
	} {
		got := one(t, a, c.address)
		offline := strings.Contains(c.address, ".invalid") && got.Why == "The website could not be looked up. Check that this computer is online."
		if got.OK != c.ok || got.Why != c.why && !offline {
			t.Errorf("%s: %v %q, want %v %q", c.address, got.OK, got.Why, c.ok, c.why)
		}
	}
	if got := one(t, a, site.URL+"/moved"); got.To != site.URL+"/here" {
		t.Errorf("it leads to %q", got.To)
	}
}

func TestSiteThatDoesNotAnswerIsNotWaitedForLong(t *testing.T) {
	release := make(chan struct{})
	site := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer site.Close()
	defer close(release)
	got := one(t, newAsker(50*time.Millisecond, anywhere), site.URL)
	if got.OK || got.Why != "The site did not answer in 10 seconds." {
		t.Errorf("%+v", got)
	}
}

func TestSiteWithoutAValidCertificateIsNamed(t *testing.T) {
	site := httptest.NewTLSServer(http.NotFoundHandler())
	site.Config.ErrorLog = nil
	defer site.Close()
	if got := one(t, newAsker(patience, anywhere), site.URL); got.OK || !strings.Contains(got.Why, "certificate") {
		t.Errorf("%+v", got)
	}
}

// What is sent is the request for the page and the program's name: no cookie that a site
// set, no page that the request came from, nothing else.
func TestNothingOfTheSchoolIsSent(t *testing.T) {
	var mu sync.Mutex
	var seen []*http.Request
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen = append(seen, r)
		mu.Unlock()
		http.SetCookie(w, &http.Cookie{Name: "visit", Value: "1"})
		if r.URL.Path == "/first" {
			http.Redirect(w, r, "/second", http.StatusFound)
		}
	}))
	defer site.Close()
	a := newAsker(patience, anywhere)
	one(t, a, site.URL+"/first")
	one(t, a, site.URL+"/first")
	if len(seen) != 4 {
		t.Fatalf("%d requests", len(seen))
	}
	allowed := map[string]bool{"User-Agent": true, "Accept-Encoding": true, "Connection": true}
	for _, r := range seen {
		for name := range r.Header {
			if !allowed[name] {
				t.Errorf("%s %s sent %s: %s", r.Method, r.URL, name, r.Header.Get(name))
			}
		}
		if r.Header.Get("User-Agent") != "Needsbook" {
			t.Errorf("the program calls itself %q", r.Header.Get("User-Agent"))
		}
	}
}

func TestPrivateNetworksAreNeverAsked(t *testing.T) {
	for _, address := range []string{"127.0.0.1:80", "10.1.2.3:443", "172.16.0.9:80", "192.168.1.1:80", "169.254.169.254:80", "0.0.0.0:80", "100.64.1.1:80",
		"224.0.0.1:80", "255.255.255.255:80", "198.18.0.1:80", "[::1]:80", "[::]:80", "[fc00::1]:80", "[fd12::1]:443", "[fe80::1%eth0]:80", "[ff02::1]:80",
		"[::ffff:10.0.0.1]:80", "[64:ff9b::a00:1]:80", "[2002:a00:1::]:80", "not an address"} {
		if publicOnly(address) == nil {
			t.Errorf("%s may be asked", address)
		}
	}
	for _, address := range []string{"8.8.8.8:443", "151.101.1.69:80", "[2606:4700::1111]:443"} {
		if err := publicOnly(address); err != nil {
			t.Errorf("%s may not be asked: %v", address, err)
		}
	}

	asked := atomic.Int32{}
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer inside.Close()
	_, port, err := net.SplitHostPort(inside.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{inside.URL, "http://localhost:" + port + "/admin", "http://[::1]:" + port} {
		if got := one(t, New(), address); got.OK || got.Why != "The address is inside a private network. Families cannot open it." {
			t.Errorf("%s: %+v", address, got)
		}
	}
	if asked.Load() > 0 {
		t.Error("a private address was asked")
	}
}

// A public site cannot lead the asker into the school's network.
func TestRedirectIntoAPrivateNetworkIsNotFollowed(t *testing.T) {
	asked := atomic.Int32{}
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer inside.Close()
	outside := httptest.NewServer(http.RedirectHandler(inside.URL, http.StatusFound))
	defer outside.Close()
	publicHere := func(address string) error {
		if address == outside.Listener.Addr().String() {
			return nil
		}
		return publicOnly(address)
	}
	got := one(t, newAsker(patience, publicHere), outside.URL)
	if got.OK || !strings.Contains(got.Why, "private network") || asked.Load() > 0 {
		t.Errorf("%+v, asked %d times", got, asked.Load())
	}
}

func TestFewAreAskedAtOnceAndAnswersKeepTheirOrder(t *testing.T) {
	var now, most atomic.Int32
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		if strings.HasSuffix(r.URL.Path, "7") {
			w.WriteHeader(http.StatusGone)
		}
	}))
	defer site.Close()
	var addresses []string
	for i := range 20 {
		addresses = append(addresses, site.URL+"/"+strings.Repeat("x", i)+string(rune('0'+i%10)))
	}
	answers := newAsker(patience, anywhere).Ask(t.Context(), addresses)
	for i, a := range answers {
		if a.Address != addresses[i] || a.OK != (i%10 != 7) {
			t.Errorf("%d: %+v", i, a)
		}
	}
	if most.Load() > atOnce {
		t.Errorf("%d at once", most.Load())
	}
}

func TestStoppedCheckReturnsAtOnce(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, a := range newAsker(patience, anywhere).Ask(ctx, []string{"http://a.example/", "http://b.example/"}) {
		if a.OK || !strings.Contains(a.Why, "stopped") {
			t.Errorf("%+v", a)
		}
	}
}
