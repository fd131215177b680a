package dev.gradus.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Adds numbered blocks of numbers in one fixed order: the sum has the same bits for any number of threads or machines and
 * any order of arrival.
 *
 * <p>Floating-point addition is not associative, so the parentheses of a sum matter. Here they depend only on the number of
 * blocks n: the blocks 0 … n − 1 are split at the highest power of two below n, and both sides are summed recursively.
 *
 * <pre>
 * S(x₀) = x₀        S(x₀ … xₙ₋₁) = S(x₀ … xₚ₋₁) + S(xₚ … xₙ₋₁),  p = 2^⌈log₂ n⌉ ⁻ ¹
 * </pre>
 *
 * <p>In this tree any blocks k 2ʲ … (k + 1) 2ʲ − 1 have a common node, a {@link Part}. They can therefore be added
 * elsewhere, and the part added here in their place:
 *
 * <pre>{@code
 * FixedTree here = FixedTree.ofLength(3), there = FixedTree.ofLength(3);
 * here.add(0, x0);
 * there.add(1, x1);
 * there.add(2, x2);
 * there.parts().forEach(here::add);
 * double[] sum = here.sum();              // (x0 + x1) + x2
 * }</pre>
 *
 * <p>The tree stores one array for each part that has no neighbor yet: about log₂ n if the blocks arrive in order. Not
 * thread-safe.
 */
public final class FixedTree {
    private static final int MOST_LEVELS = 62;

    private final int length;

    /** The parts by their first block. No part's neighbor is among them. */
    private final NavigableMap<Long, Part> parts = new TreeMap<>();

    /**
     * The sum of the blocks {@code number} 2^{@code level} … ({@code number} + 1) 2^{@code level} − 1.
     *
     * @param level 0 for a single block
     * @param sum one number for each element; owned by the tree to which the part is added
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Part(int level, long number, double[] sum) {
        /**
         * Checks the level and number.
         *
         * @throws IllegalArgumentException if the level or number is negative, or a block number would overflow a long
         */
        public Part {
            Objects.requireNonNull(sum, "sum");
            if (level < 0 || level > MOST_LEVELS || number < 0 || number > (Long.MAX_VALUE >> level) - 1) {
                throw new IllegalArgumentException(
                        "FixedTree: there is no part number " + number + " at the level " + level);
            }
        }

        /** Returns its first block. */
        public long first() {
            return number << level;
        }

        /** Returns the block after its last one. */
        public long end() {
            return number + 1 << level;
        }

        @Override
        public String toString() {
            return level == 0 ? "block " + number : "blocks " + first() + " … " + (end() - 1);
        }
    }

    private FixedTree(int length) {
        this.length = length;
    }

    /**
     * Creates an empty sum of blocks of {@code length} numbers.
     *
     * @throws IllegalArgumentException if the length is negative
     */
    public static FixedTree ofLength(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("FixedTree: the length must not be negative, but is " + length);
        }
        return new FixedTree(length);
    }

    /**
     * Adds a block. The tree takes ownership of the array and writes sums into it.
     *
     * @param block the number of the block, from 0; blocks may arrive in any order
     * @throws IllegalArgumentException if the number is negative or was already added, or the block has another length
     */
    public void add(long block, double[] numbers) {
        Objects.requireNonNull(numbers, "numbers");
        add(new Part(0, block, numbers));
    }

    /**
     * Adds the sum of several blocks that another tree computed.
     *
     * @throws IllegalArgumentException if one of its blocks was already added, or it has another length
     */
    public void add(Part part) {
        Objects.requireNonNull(part, "part");
        if (part.sum.length != length) {
            throw new IllegalArgumentException(
                    "FixedTree: " + part + " has " + part.sum.length + " numbers, not " + length + " like the others");
        }
        checkIsNew(part);
        Part grown = part;
        for (Part other = parts.get(neighbor(grown));
                other != null && other.level == grown.level;
                other = parts.get(neighbor(grown))) {
            parts.remove(other.first());
            grown = (grown.number & 1) == 0 ? joined(grown, other) : joined(other, grown);
        }
        parts.put(grown.first(), grown);
    }

    private void checkIsNew(Part part) {
        Map.Entry<Long, Part> before = parts.lowerEntry(part.end());
        if (before != null && before.getValue().end() > part.first()) {
            throw new IllegalArgumentException("FixedTree: " + part + " cannot be added, because "
                    + before.getValue() + (before.getValue().end() - before.getKey() == 1 ? " was" : " were")
                    + " already added");
        }
    }

    /** Returns the first block of the part with which this one shares a node. */
    private static long neighbor(Part part) {
        return (part.number ^ 1) << part.level;
    }

    private static Part joined(Part left, Part right) {
        double[] sum = left.sum;
        addTo(sum, sum, right.sum);
        return new Part(left.level + 1, left.number >> 1, sum);
    }

    private static void addTo(double[] sum, double[] left, double[] right) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
    }

    /** Returns the number of blocks added. */
    public long blocks() {
        return parts.values().stream()
                .mapToLong(part -> part.end() - part.first())
                .sum();
    }

    /**
     * Returns the sum as the smallest number of parts, in block order, to add to another tree. The arrays are not copied, so
     * do not use this tree afterwards.
     */
    public List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /**
     * Returns the sum of all blocks in a new array. More blocks may be added afterwards.
     *
     * @throws IllegalStateException if there are no blocks, or one before the last is missing
     */
    public double[] sum() {
        if (parts.isEmpty()) {
            throw new IllegalStateException("FixedTree: nothing was added");
        }
        long next = 0;
        for (Part part : parts.values()) {
            if (part.first() != next) {
                throw new IllegalStateException("FixedTree: block " + next + " is missing, but " + part
                        + (part.level == 0 ? " is" : " are") + " there");
            }
            next = part.end();
        }
        double[] sum = Arrays.copyOf(parts.lastEntry().getValue().sum, length);
        for (Part left : parts.headMap(parts.lastKey(), false).descendingMap().values()) {
            addTo(sum, left.sum, sum);
        }
        return sum;
    }

    /** Removes all blocks. */
    public void clear() {
        parts.clear();
    }
}
