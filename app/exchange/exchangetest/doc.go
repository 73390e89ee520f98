// Package exchangetest makes keys and signed documents of invented schools for
// tests of the exchange.
package exchangetest
