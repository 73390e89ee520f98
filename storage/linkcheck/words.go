package linkcheck

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"syscall"
)

var (
	errPrivate          = errors.New("the address is inside a private network")
	errTooManyRedirects = errors.New("too many redirects")
	errNotWeb           = errors.New("a redirect leads to something that is no web page")
)

// whyStatus says whether a status of 400 or more counts as an answer, and why not. A site
// that turns programs away may still have the page.
func whyStatus(status int) (ok bool, why string) {
	switch status {
	case http.StatusNotFound, http.StatusGone:
		return false, fmt.Sprintf("The page is gone (%d).", status)
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusMethodNotAllowed, http.StatusNotAcceptable, http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons, 999:
		return true, fmt.Sprintf("The site does not answer programs (%d). Open the page in a browser to be sure.", status)
	}
	if status >= 500 {
		return false, fmt.Sprintf("The site has a fault (%d). Try again later.", status)
	}
	return false, fmt.Sprintf("The site does not give the page (%d).", status)
}

// whyNot says in plain words why there was no answer.
func whyNot(err error) string {
	var dns *net.DNSError
	var timeout net.Error
	var certificate *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.Is(err, context.Canceled):
		return "It was not asked: the check was stopped."
	case errors.Is(err, errPrivate):
		return "The address is inside a private network. Families cannot open it."
	case errors.Is(err, errTooManyRedirects):
		return "The page leads on and on without end."
	case errors.Is(err, errNotWeb):
		return "It leads on to something that is no web page."
	case errors.As(err, &dns) && dns.IsNotFound:
		return "There is no such website."
	case errors.As(err, &dns):
		return "The website could not be looked up. Check that this computer is online."
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("The site did not answer in %d seconds.", int(patience.Seconds()))
	case errors.As(err, &certificate), errors.As(err, &unknown):
		return "The site cannot prove who it is (its certificate is not valid). A browser would warn of it."
	case errors.Is(err, syscall.ECONNREFUSED):
		return "The site does not take calls."
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "The site cannot be reached from here. Check that this computer is online."
	}
	return "The site did not give an answer that can be understood."
}

// isProtocol holds for an answer that cannot be understood: some sites answer a question
// for the head of a page like that, and the page itself well.
func isProtocol(err error) bool { return whyNot(err) == whyNot(errors.New("")) }
