package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"os"
	"strings"

	"needsbook/app/pack/terms"
	"needsbook/ui/hub"
)

// socketPrefix begins an address to listen on that is a socket in the file system.
const socketPrefix = "unix:"

// listenOn opens the address that serve was given.
func listenOn(address string) (net.Listener, error) {
	path, isSocket := strings.CutPrefix(address, socketPrefix)
	if !isSocket {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return nil, fmt.Errorf("listen on %s: %w", address, err)
		}
		return l, nil
	}
	// A socket that a hub left when it was killed is in the way; anything else stays.
	if i, err := os.Lstat(path); err == nil && i.Mode()&fs.ModeSocket != 0 {
		if c, err := net.Dial("unix", path); err == nil {
			return nil, errors.Join(fmt.Errorf("another program listens on %s. Nothing was started", path), c.Close())
		}
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("listen on %s: %w", path, err)
		}
	}
	l, err := net.Listen("unix", path)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	if err := os.Chmod(path, 0o660); err != nil { // its owner, and the group of the proxy
		return nil, errors.Join(fmt.Errorf("listen on %s: %w", path, err), l.Close())
	}
	return l, nil
}

// reachable says why a hub without a certificate may not listen on an address, or nil.
func reachable(address string) error {
	if strings.HasPrefix(address, socketPrefix) || hub.Loopback(address) {
		return nil
	}
	return errors.New("without a certificate the hub listens on this computer only, such as 127.0.0.1:8470. Nothing was started. Give --tls-cert and --tls-key, or --acme-host")
}

// proxies reads the addresses of proxies: one address or range, or several with commas.
func proxies(text string) (list []netip.Prefix, err error) {
	for word := range strings.SplitSeq(text, ",") {
		word = strings.TrimSpace(word)
		if word == "" {
			continue
		}
		p, err := netip.ParsePrefix(word)
		if err != nil {
			ip, ipErr := netip.ParseAddr(word)
			if ipErr != nil {
				return nil, usageError(fmt.Sprintf("%.40q is no address of a proxy. Give --trust-proxy an address or a range such as 127.0.0.1 or 10.0.0.0/8.", word))
			}
			p = netip.PrefixFrom(ip, ip.BitLen())
		}
		list = append(list, p)
	}
	return list, nil
}

// loadTerms reads a council's words; no file means the shipped ones.
func loadTerms(path string) (terms.Terms, error) {
	if path == "" {
		return terms.Shipped(), nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return terms.Terms{}, fmt.Errorf("read the words: %w", err)
	}
	t, problems := terms.Load(b)
	if problems != nil {
		return terms.Terms{}, fmt.Errorf("the words in %s cannot be used: %s. Nothing was started", path, strings.TrimSuffix(problems[0].String(), "."))
	}
	return t, nil
}

// secretIn reads a token from a file, so that it stands in no list of processes.
func secretIn(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	token := strings.TrimSpace(string(b))
	if len(token) < 16 {
		return "", fmt.Errorf("the token in %s is shorter than 16 characters. Nothing was started. Make one with: openssl rand -hex 24", path)
	}
	return token, nil
}
