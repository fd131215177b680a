package dev.gradus.plan.fuse;

import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.plan.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds adjacent ops that one generated loop can compute. */
final class LoopGroups {
    private static final int NONE = -1;

    /** A loop over fewer elements gains little, and repays its cost only after millions of steps. */
    private static final int FEWEST = 256;

    private final int[] loop;
    private final List<FusedOps> found = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();

    LoopGroups(Program program) {
        loop = new int[program.size()];
        Arrays.fill(loop, NONE);
    }

    /** @param always whether there may be groups over a few elements */
    LoopGroups(Program program, BitSet ops, boolean always) {
        this(program);
        int fewest = always ? 2 : FEWEST;
        Optional<FusedOps> open = Optional.empty();
        int last = 0;
        for (int index = ops.nextSetBit(0); index >= 0; index = ops.nextSetBit(index + 1)) {
            boolean samePass = program.isForward(last) == program.isForward(index);
            last = index;
            if (!samePass || open.isEmpty() || !open.get().add(index)) {
                close(open);
                open = begin(program, index, fewest);
            }
        }
        close(open);
        findFormulas(program, ops, fewest);
        Readers readers = new Readers(program, ops);
        for (FusedOps each : found) {
            readers.close(each);
        }
    }

    private static Optional<FusedOps> begin(Program program, int index, int fewest) {
        if (program.elements(index) < fewest) {
            return Optional.empty();
        }
        FusedOps ops = new FusedOps(program, program.elements(index), false);
        return ops.add(index) ? Optional.of(ops) : Optional.empty();
    }

    /** A single op has a loop already. */
    private void close(Optional<FusedOps> open) {
        if (open.isPresent() && open.get().indices().size() > 1) {
            take(open.get());
        }
    }

    private void take(FusedOps ops) {
        for (int index : ops.indices()) {
            loop[index] = found.size();
        }
        found.add(ops);
    }

    /**
     * Generated groups that call users' formulas, even of one op: in a loop of its own a formula can be vectorised, in a loop for
     * all it can't. They take what no other loop has taken, and only whole groups, so the fallback is unchanged.
     */
    private void findFormulas(Program program, BitSet ops, int fewest) {
        int next;
        for (int first = ops.nextSetBit(0); first >= 0; first = next) {
            next = ops.nextSetBit(first + 1);
            if (program.elements(first) >= fewest && isFree(program, first)) {
                FusedOps open = new FusedOps(program, program.elements(first), true);
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

    /** Which loop an op is in; negative if in none. */
    int of(int index) {
        return loop[index];
    }

    FusedOps get(int group) {
        return found.get(group);
    }

    /** The ops that no loop may contain, with the reason for each. */
    Stream<String> leftOut() {
        return leftOut.stream().map(op -> op + " is in no loop: its class has fields that could change");
    }
}
