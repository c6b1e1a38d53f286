package io.lockstep.core.book;

/**
 * Price levels of one side by price: a radix tree of 64-way nodes over six price bits each. Runs of bits that all
 * prices share have no node, and a price that shares no six-bit group with another hangs right where they part; so a
 * look-up visits about log64(levels) nodes, however far apart prices are, and the neighbour of a new level is found
 * by one bit scan per node.
 * <p>
 * Nodes are pooled: no allocation after warm-up.
 */
final class PriceIndex
{
    private static final int BITS = 6;
    private static final int FAN_OUT = 1 << BITS;
    private static final int MASK = FAN_OUT - 1;

    private static final class Node
    {
        final Object[] slots = new Object[FAN_OUT];
        long bitmap;
        long prefix;
        int shift;
        Node parent;

        boolean covers(final long price)
        {
            return prefixOf(price, shift) == prefix;
        }

        int slotOf(final long price)
        {
            return (int)(price >>> shift) & MASK;
        }

        void put(final int slot, final Object child)
        {
            slots[slot] = child;
            bitmap |= 1L << slot;
        }

        void remove(final int slot)
        {
            slots[slot] = null;
            bitmap &= ~(1L << slot);
        }
    }

    /** A PriceLevel, a Node, or null. */
    private Object root;
    private Node freeNodes;

    private static long prefixOf(final long price, final int shift)
    {
        return shift + BITS >= Long.SIZE ? 0 : price >>> (shift + BITS);
    }

    /** Shift of the highest six-bit group in which two different prices differ. */
    private static int partingShift(final long price, final long other)
    {
        return (Long.SIZE - 1 - Long.numberOfLeadingZeros(price ^ other)) / BITS * BITS;
    }

    /**
     * @param priceTicks positive.
     * @return the level at this very price, or null.
     */
    PriceLevel find(final long priceTicks)
    {
        Object at = root;
        while (at instanceof Node)
        {
            final Node node = (Node)at;
            if (!node.covers(priceTicks))
            {
                return null;
            }
            at = node.slots[node.slotOf(priceTicks)];
        }
        return null != at && ((PriceLevel)at).priceTicks == priceTicks ? (PriceLevel)at : null;
    }

    /**
     * @param priceTicks positive.
     * @return the highest level below this price, or null.
     */
    PriceLevel lower(final long priceTicks)
    {
        Object below = null;
        Object at = root;
        while (at instanceof Node)
        {
            final Node node = (Node)at;
            if (!node.covers(priceTicks))
            {
                return highest(node.prefix < prefixOf(priceTicks, node.shift) ? node : below);
            }
            final int slot = node.slotOf(priceTicks);
            final long lowerSlots = node.bitmap & ((1L << slot) - 1);
            if (0 != lowerSlots)
            {
                below = node.slots[Long.SIZE - 1 - Long.numberOfLeadingZeros(lowerSlots)];
            }
            at = node.slots[slot];
        }
        return null != at && ((PriceLevel)at).priceTicks < priceTicks ? (PriceLevel)at : highest(below);
    }

    private static PriceLevel highest(final Object from)
    {
        Object at = from;
        while (at instanceof Node)
        {
            final Node node = (Node)at;
            at = node.slots[Long.SIZE - 1 - Long.numberOfLeadingZeros(node.bitmap)];
        }
        return (PriceLevel)at;
    }

    /**
     * @param level whose price is not here yet.
     */
    void insert(final PriceLevel level)
    {
        final long price = level.priceTicks;
        Node parent = null;
        Object at = root;
        while (at instanceof Node)
        {
            final Node node = (Node)at;
            if (!node.covers(price))
            {
                final long anyPrice = node.prefix << (node.shift + BITS);
                replace(parent, price, join(parent, price, level, anyPrice, node));
                return;
            }
            parent = node;
            at = node.slots[node.slotOf(price)];
        }
        if (null == at)
        {
            replace(parent, price, level);
        }
        else
        {
            final PriceLevel other = (PriceLevel)at;
            replace(parent, price, join(parent, price, level, other.priceTicks, other));
        }
    }

    private Node join(
        final Node parent, final long price, final PriceLevel level, final long otherPrice, final Object other)
    {
        final Node node = takeNode();
        node.shift = partingShift(price, otherPrice);
        node.prefix = prefixOf(price, node.shift);
        node.parent = parent;
        node.put(node.slotOf(price), level);
        node.put(node.slotOf(otherPrice), other);
        if (other instanceof Node)
        {
            ((Node)other).parent = node;
        }
        return node;
    }

    private void replace(final Node parent, final long price, final Object child)
    {
        if (null == parent)
        {
            root = child;
        }
        else
        {
            parent.put(parent.slotOf(price), child);
        }
    }

    /**
     * @param priceTicks of a level that is here.
     */
    void remove(final long priceTicks)
    {
        Node node = null;
        Object at = root;
        while (at instanceof Node)
        {
            node = (Node)at;
            at = node.slots[node.slotOf(priceTicks)];
        }
        if (null == node)
        {
            root = null;
            return;
        }
        node.remove(node.slotOf(priceTicks));
        if (1 == Long.bitCount(node.bitmap))
        {
            final int slot = Long.numberOfTrailingZeros(node.bitmap);
            final Object onlyChild = node.slots[slot];
            if (onlyChild instanceof Node)
            {
                ((Node)onlyChild).parent = node.parent;
            }
            replace(node.parent, priceTicks, onlyChild);
            node.remove(slot);
            giveNode(node);
        }
    }

    private Node takeNode()
    {
        final Node node = freeNodes;
        if (null == node)
        {
            return new Node();
        }
        freeNodes = node.parent;
        return node;
    }

    private void giveNode(final Node node)
    {
        node.parent = freeNodes;
        freeNodes = node;
    }
}
