package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/exchange"
)

// hubKey reads the key of a hub's folder.
func hubKey(folder string) (exchange.Key, error) {
	text, err := os.ReadFile(filepath.Join(folder, "hub.key"))
	if err != nil {
		return exchange.Key{}, fmt.Errorf("there is no hub in %s; begin one with: clusterhub cluster add", folder)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil {
		return exchange.Key{}, fmt.Errorf("the hub's key in %s is damaged", folder)
	}
	return exchange.KeyFromSeed(seed)
}
