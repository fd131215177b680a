package dev.gradus.testkit.cases;

import dev.gradus.testkit.cases.SpecData.Sizes;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Draws the shapes of a case. */
public final class Layouts {
    private static final int[] USUAL_SIZES = {1, 1, 2, 2, 2, 2, 3, 3, 3, 4};

    private static final int[] USUAL_RANKS = {0, 1, 1, 1, 2, 2, 2, 3};

    private static final int[] HIGHER_RANKS = {1, 1, 2, 3, 4, 4, 5};

    /** The largest size of each axis, by the number of axes. */
    private static final int[] LARGE = {40, 11, 6, 4, 3, 2};

    /** More than a byte can count, and more than most blocks hold. */
    private static final Sizes LONG = new Sizes(129, 300);

    /** More than a byte can count even without a sign, and than many blocks hold. */
    private static final Sizes LINE = new Sizes(257, 600);

    /** Usual cases have fewer elements. */
    static final int USUAL = 128;

    private static final Sizes SHORT = new Sizes(1, 2);

    private Layouts() {}

    /** Shapes without empty axes, as most laws need them. */
    public static CaseLayout draw(SpecData spec, Random random) {
        return draw(spec, random, (symbol, symbols) -> {
            SpecData.Sizes sizes = spec.sizes(symbol);
            int usual = USUAL_SIZES[random.nextInt(USUAL_SIZES.length)];
            int smallest = Math.max(1, sizes.smallest());
            boolean fits = smallest <= usual && usual <= sizes.largest();
            return fits && sizes.largest() <= 4 ? usual : smallest + random.nextInt(sizes.largest() - smallest + 1);
        });
    }

    /**
     * Shapes with up to a few hundred elements and five axes, so that loops over blocks have several blocks and a
     * remainder. Sometimes one axis is long and all others are short. An n × n matrix has as many elements as others.
     */
    public static CaseLayout drawLarge(SpecData spec, Random random) {
        boolean oneIsLong = random.nextInt(3) == 0;
        int longOne = random.nextInt(8);
        int[] next = {0};
        return draw(spec, random, HIGHER_RANKS[random.nextInt(HIGHER_RANKS.length)], (symbol, symbols) -> {
            Sizes sizes = spec.sizes(symbol);
            int times = timesInOneInput(spec, symbol);
            if (sizes.areBounded()) {
                return within(sizes.smallest(), sizes.largest(), random);
            }
            if (oneIsLong) {
                Sizes own = next[0]++ == longOne % symbols ? root(LONG, times) : SHORT;
                return within(Math.max(own.smallest(), sizes.smallest()), own.largest(), random);
            }
            return within(sizes.smallest(), LARGE[Math.min(symbols + times - 1, LARGE.length) - 1], random);
        });
    }

    /** Shapes with one long axis, and all others short. */
    static CaseLayout drawLine(SpecData spec, Random random) {
        int longOne = random.nextInt(8);
        int[] next = {0};
        return draw(spec, random, 1 + random.nextInt(2), (symbol, symbols) -> {
            Sizes sizes = spec.sizes(symbol);
            boolean isLong = next[0]++ == longOne % symbols && !sizes.areBounded();
            Sizes own = isLong ? root(LINE, timesInOneInput(spec, symbol)) : SHORT;
            return within(Math.max(own.smallest(), sizes.smallest()), Math.min(own.largest(), sizes.largest()), random);
        });
    }

    /** The largest number of axes of one input that a symbol names, which is 2 for the n of an n × n matrix. */
    private static int timesInOneInput(SpecData spec, String symbol) {
        return spec.inputs().stream()
                .mapToInt(input -> Collections.frequency(input.axes(), symbol))
                .reduce(1, Math::max);
    }

    private static Sizes root(Sizes sizes, int degree) {
        return degree == 1
                ? sizes
                : new Sizes(
                        (int) Math.pow(sizes.smallest(), 1.0 / degree), (int) Math.pow(sizes.largest(), 1.0 / degree));
    }

    private static int within(int smallest, int largest, Random random) {
        int least = Math.max(1, smallest);
        return least + random.nextInt(Math.max(least, largest) - least + 1);
    }

    /** Shapes whose axes have 1 or 2 elements if the spec allows it, and at least one axis. */
    static CaseLayout drawShort(SpecData spec, Random random) {
        return draw(spec, random, 1 + random.nextInt(2), (symbol, symbols) -> {
            Sizes sizes = spec.sizes(symbol);
            return within(sizes.smallest(), Math.min(SHORT.largest(), sizes.largest()), random);
        });
    }

    /** One long axis if the spec allows it, and all others as short as possible. */
    static CaseLayout line(SpecData spec, int size) {
        boolean[] taken = {false};
        return draw(spec, new Random(0), 1, true, (symbol, symbols) -> {
            Sizes sizes = spec.sizes(symbol);
            boolean isLong = !sizes.areBounded() && (CaseLayout.isAnonymous(symbol) || !taken[0]);
            taken[0] |= isLong;
            return isLong ? size : Math.max(1, sizes.smallest());
        });
    }

    /** Shapes whose axes are as small as the spec allows, or near it: 0, 1 and 2. */
    public static CaseLayout drawSmallest(SpecData spec, Random random) {
        return draw(spec, random, (symbol, symbols) -> {
            SpecData.Sizes sizes = spec.sizes(symbol);
            return Math.min(sizes.smallest() + random.nextInt(3), sizes.largest());
        });
    }

    private static CaseLayout draw(SpecData spec, Random random, SizeOf size) {
        return draw(spec, random, rank(random), size);
    }

    private static CaseLayout draw(SpecData spec, Random random, int rank, SizeOf size) {
        return draw(spec, random, rank, false, size);
    }

    /**
     * @param rank the number of axes that "*" stands for, and of broadcast axes
     * @param allFull whether no axis broadcasts
     */
    private static CaseLayout draw(SpecData spec, Random random, int rank, boolean allFull, SizeOf size) {
        List<String> any = symbols("", rank);
        List<List<String>> broadcast = broadcastable(spec, rank, allFull, random);
        List<String> names = new ArrayList<>();
        List<List<String>> axes = new ArrayList<>();
        Map<String, Integer> sizes = new LinkedHashMap<>();
        int next = 0;
        for (InputSpec input : spec.inputs()) {
            List<String> own = input.isBroadcastable() ? broadcast.get(next++) : expand(input.axes(), any);
            names.add(input.name());
            axes.add(own);
            own.stream().filter(axis -> !CaseLayout.isNumber(axis)).forEach(symbol -> sizes.put(symbol, 0));
        }
        int symbols = sizes.size();
        sizes.replaceAll((symbol, none) -> size.draw(symbol, symbols));
        return new CaseLayout(names, axes, sizes);
    }

    /** Draws the size of a symbol, given the number of symbols. */
    @FunctionalInterface
    private interface SizeOf {
        public int draw(String symbol, int symbols);
    }

    private static List<String> expand(List<String> own, List<String> any) {
        List<String> axes = new ArrayList<>();
        for (String axis : own) {
            if (axis.equals(CaseLayout.ANY)) {
                axes.addAll(any);
            } else {
                axes.add(axis);
            }
        }
        return axes;
    }

    /** From 0 to 3, mostly 1 or 2. */
    private static int rank(Random random) {
        return USUAL_RANKS[random.nextInt(USUAL_RANKS.length)];
    }

    private static List<String> symbols(String kind, int count) {
        List<String> symbols = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            symbols.add(CaseLayout.ANY + kind + i);
        }
        return symbols;
    }

    /**
     * Axes that broadcast. Either all inputs have the same rank and any of their axes may be 1, or some have the full
     * shape and the others share a smaller one. Operands of different rank that would both grow are refused.
     */
    private static List<List<String>> broadcastable(SpecData spec, int rank, boolean allFull, Random random) {
        int count = (int)
                spec.inputs().stream().filter(input -> input.isBroadcastable()).count();
        List<String> full = symbols("b", rank);
        if (allFull) {
            return Collections.nCopies(count, full);
        }
        boolean sameRank = random.nextBoolean();
        List<String> small = withOnes(full.subList(random.nextInt(full.size() + 1), full.size()), random);
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(sameRank ? withOnes(full, random) : random.nextBoolean() ? full : small);
        }
        if (!sameRank && count > 0) {
            all.set(random.nextInt(count), full);
        }
        return all;
    }

    private static List<String> withOnes(List<String> axes, Random random) {
        List<String> some = new ArrayList<>(axes);
        some.replaceAll(axis -> random.nextInt(3) == 0 ? "1" : axis);
        return Collections.unmodifiableList(some);
    }
}
