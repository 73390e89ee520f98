package inbrowser

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// visitor is a browser with its cookies.
func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
}

// get asks for an address with some headers; a closed port is status 0.
func get(t *testing.T, c *http.Client, method, address string, with map[string]string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequest(method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range with {
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	answer, err := c.Do(r)
	if err != nil {
		return 0, "", nil
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body), answer.Header
}

func show(t *testing.T, s *Server) (address, page string) {
	t.Helper()
	address, err := s.Show([]byte("<p>Ana Kowalska</p>"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	u, err := url.Parse(address)
	if err != nil || u.Hostname() != "127.0.0.1" || len(u.Path) != 65 {
		t.Fatalf("the address is %s (%v)", address, err)
	}
	return address, "http://" + u.Host + "/page"
}

func TestAddressOpensOnceAndItsBrowserCanLoadThePageAgain(t *testing.T) {
	s := &Server{}
	address, page := show(t, s)
	browser := visitor(t)
	for range 2 {
		if status, body, head := get(t, browser, "GET", address, nil); status == 200 {
			if body != "<p>Ana Kowalska</p>" || head.Get("Cache-Control") != "no-store" || !strings.Contains(head.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("got %q with %v", body, head)
			}
			address = page // from then on
		} else {
			t.Errorf("status %d", status)
		}
	}
	again, first := show(t, s)
	if again == address || first == page {
		t.Error("the next page lies at the same address")
	}
}

func TestAddressThatWasUsedOpensNothingForOthers(t *testing.T) {
	address, page := show(t, &Server{})
	if status, _, _ := get(t, visitor(t), "GET", address, nil); status != 200 {
		t.Fatal(status)
	}
	for _, to := range []string{address, page, page + "/", strings.TrimSuffix(page, "page"), strings.TrimSuffix(address, address[len(address)-1:])} {
		if status, body, _ := get(t, visitor(t), "GET", to, nil); status != 403 || strings.Contains(body, "Ana") {
			t.Errorf("%s gives %d %q to another", to, status, body)
		}
	}
	if status, _, _ := get(t, visitor(t), "GET", page, map[string]string{"Cookie": cookie + "="}); status != 403 {
		t.Errorf("an empty cookie gives %d", status)
	}
}

func TestOtherSitesAndNamesAreRefusedAndDoNotUseTheAddressUp(t *testing.T) {
	address, _ := show(t, &Server{})
	for name, with := range map[string]map[string]string{
		"a name that was bound to this computer": {"Host": "evil.example"},
		"localhost by name":                      {"Host": "localhost"},
		"another origin":                         {"Origin": "https://evil.example"},
		"no origin of its own":                   {"Origin": "null"},
		"another site's request":                 {"Sec-Fetch-Site": "cross-site"},
		"another port's request":                 {"Sec-Fetch-Site": "same-site"},
		"a picture":                              {"Sec-Fetch-Dest": "image"},
		"a frame":                                {"Sec-Fetch-Dest": "iframe"},
	} {
		if status, body, _ := get(t, visitor(t), "GET", address, with); status != 403 || strings.Contains(body, "Ana") {
			t.Errorf("%s gets %d %q", name, status, body)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS"} {
		if status, _, head := get(t, visitor(t), method, address, nil); status != 403 || head.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s gets %d", method, status)
		}
	}
	if status, _, _ := get(t, visitor(t), "GET", address, map[string]string{"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"}); status != 200 {
		t.Errorf("then a person gets %d", status)
	}
}

func TestPageEndsWithTheLockAndAfterItsTime(t *testing.T) {
	var due func()
	s := &Server{Expires: func(after time.Duration, do func()) func() bool {
		if after != Lasts {
			t.Errorf("lasts %v", after)
		}
		due = do
		return func() bool { return true }
	}}
	for name, end := range map[string]func(){"closed": s.Close, "its time": func() { due() }} {
		address, page := show(t, s)
		browser := visitor(t)
		get(t, browser, "GET", address, nil)
		held := s.shown
		end()
		if status, body, _ := get(t, browser, "GET", page, nil); status != 0 {
			t.Errorf("%s: the page still gives %d %q", name, status, body)
		}
		if s.Shows() || held.page != nil || held.secret != "" {
			t.Errorf("%s: the page is still held", name)
		}
	}
	s.Close() // with nothing shown
}
