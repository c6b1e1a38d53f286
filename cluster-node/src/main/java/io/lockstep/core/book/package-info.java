/**
 * Order books: price levels and the orders in them. Knows nothing of money.
 */
package io.lockstep.core.book;
