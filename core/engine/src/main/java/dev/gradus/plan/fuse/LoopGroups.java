package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Groups adjacent ops, each group to be computed by one generated loop. */
final class LoopGroups {
    private static final int NONE = -1;

    /** A loop over fewer elements saves so little that it pays off only after millions of steps. */
    private static final int FEWEST = 256;

    /** The fewest elements of a loop in steps that are repeated many times: those of a vector. */
    private static final int FEWEST_OF_REPEATED = FusedLoop.VECTORS;

    private final int[] loop;
    private final int mostInCache;
    private final List<FusedOps> found = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();

    LoopGroups(Program program) {
        this(program, 0);
    }

    private LoopGroups(Program program, int mostInCache) {
        loop = new int[program.size()];
        Arrays.fill(loop, NONE);
        this.mostInCache = mostInCache;
    }

    /**
     * Forms groups.
     *
     * @param always whether to form groups even if the loops have few elements or gain little
     * @param isRepeated whether the ops are a step that is repeated many times
     */
    LoopGroups(Program program, BitSet ops, boolean always, boolean isRepeated) {
        this(program, mostInCache(always));
        int fewest = always ? 2 : FEWEST;
        int fewestToBegin = isRepeated ? Math.min(fewest, FEWEST_OF_REPEATED) : fewest;
        Optional<FusedOps> open = Optional.empty();
        int last = 0;
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            boolean samePass = program.isForward(last) == program.isForward(index);
            last = index;
            if (!samePass || open.isEmpty() || !open.get().add(index)) {
                close(open);
                open = begin(program, index, fewestToBegin, mostInCache, isRepeated);
            }
        }
        close(open);
        findFormulas(program, ops, fewest);
    }

    /**
     * Finishes all loops.
     *
     * @param isBlock whether the array of a value contains one block
     */
    void finish(Program program, BitSet ops, IntPredicate isBlock) {
        Readers readers = new Readers(program, ops);
        for (FusedOps each : found) {
            readers.close(each, isBlock);
        }
    }

    /** The most elements of arrays that stay in a processor's caches from one op to the next; 0 to ignore caches. */
    static int mostInCache(boolean always) {
        return always ? 0 : 1 << 15;
    }

    /** Whether a loop over these elements pays off only in a step that is repeated many times. */
    static boolean isSmall(int elements) {
        return FEWEST_OF_REPEATED <= elements && elements < FEWEST;
    }

    private static Optional<FusedOps> begin(
            Program program, int index, int fewest, int mostInCache, boolean isRepeated) {
        if (program.elements(index) < fewest) {
            return Optional.empty();
        }
        int elements = program.elements(index);
        boolean isSmall = isRepeated && isSmall(elements);
        FusedOps ops = new FusedOps(program, elements, false, !isSmall && elements > mostInCache, isSmall);
        return ops.add(index) ? Optional.of(ops) : Optional.empty();
    }

    /**
     * Takes a group of several ops, unless it is a function with sums whose values stay in the cache: then separate sums
     * are cheap, and the function's own kernel may be faster than its code in a loop. A single op already has a kernel.
     */
    private void close(Optional<FusedOps> open) {
        if (open.isPresent() && paysOff(open.get())) {
            take(open.get());
        }
    }

    private boolean paysOff(FusedOps ops) {
        if (ops.isSmall()) {
            return ops.indices().size() > 1 || ops.code().cost() > FusedOps.MOST_OF_CHEAP;
        }
        return ops.computed() > (ops.indices().size() > ops.computed() ? 0 : 1)
                && (ops.elements() > mostInCache || !ops.isFunctionWithSums());
    }

    private void take(FusedOps ops) {
        for (int index : ops.indices()) {
            loop[index] = found.size();
        }
        found.add(ops);
    }

    /**
     * Forms groups of ops that no loop computes yet, for loops that call users' formulas. Even a single formula gets a
     * loop, because the JVM can vectorize it there, but not in a loop that all formulas share. Only whole block groups
     * are taken, so the fallback does not change.
     */
    private void findFormulas(Program program, BitSet ops, int fewest) {
        int next;
        for (int first = ops.nextSetBit(0); first >= 0; first = next) {
            next = ops.nextSetBit(first + 1);
            if (program.elements(first) >= fewest && isFree(program, first)) {
                FusedOps open = new FusedOps(program, program.elements(first), true, false, false);
                boolean allAdded = addFormula(program, open, first);
                while (next >= 0 && continues(program, first, next)) {
                    allAdded &= addFormula(program, open, next);
                    next = ops.nextSetBit(next + 1);
                }
                if (allAdded && open.code().hasCalls() && open.code().isPlain()) {
                    take(open);
                }
            }
        }
    }

    private boolean addFormula(Program program, FusedOps open, int index) {
        if (!(program.computation(index) instanceof FusibleOp)) {
            leftOut.add(program.node(index).getClass().getSimpleName());
        }
        return open.add(index);
    }

    private boolean continues(Program program, int first, int index) {
        return isFree(program, index)
                && program.elements(index) == program.elements(first)
                && program.isForward(index) == program.isForward(first);
    }

    private boolean isFree(Program program, int index) {
        return loop[index] == NONE && program.computation(index) instanceof ElementwiseOp;
    }

    /** The group that an op belongs to, or a negative number. */
    int of(int index) {
        return loop[index];
    }

    /** The last op of the group that an op belongs to, or a negative number. */
    int last(int index) {
        return loop[index] == NONE ? NONE : found.get(loop[index]).last();
    }

    FusedOps get(int group) {
        return found.get(group);
    }

    Stream<String> leftOut() {
        return leftOut.stream().map(op -> op + " is in no loop because its class has fields that could change");
    }
}
