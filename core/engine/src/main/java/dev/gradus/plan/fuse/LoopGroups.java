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
public final class Loops {
    private static final int NONE = -1;

    /** A loop over fewer elements gains little, and repays its cost only after millions of steps. */
    private static final int FEWEST = 256;

    private final int[] loop;
    private final List<FusedOps> found = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();

    Loops(Program program) {
        loop = new int[program.size()];
        Arrays.fill(loop, NONE);
    }

    /** @param always whether there may be loops over a few elements */
    Loops(Program program, BitSet ops, boolean always) {
        this(program);
        int fewest = always ? 2 : FEWEST;
        Optional<FusedOps> open = Optional.empty();
        int last = 0;
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            boolean samePass = program.isForward(last) == program.isForward(place);
            last = place;
            if (!samePass || open.isEmpty() || !open.get().add(place)) {
                close(open);
                open = begin(program, place, fewest);
            }
        }
        close(open);
        findFormulas(program, ops, fewest);
        Readers readers = new Readers(program, ops);
        for (FusedOps each : found) {
            readers.close(each);
        }
    }

    private static Optional<FusedOps> begin(Program program, int place, int fewest) {
        if (program.elements(place) < fewest) {
            return Optional.empty();
        }
        FusedOps ops = new FusedOps(program, program.elements(place), false);
        return ops.add(place) ? Optional.of(ops) : Optional.empty();
    }

    /** A single op has a loop already. */
    private void close(Optional<FusedOps> open) {
        if (open.isPresent() && open.get().places().size() > 1) {
            take(open.get());
        }
    }

    private void take(FusedOps ops) {
        for (int place : ops.places()) {
            loop[place] = found.size();
        }
        found.add(ops);
    }

    /**
     * Loops that call users' formulas, even of one op: in a loop of its own a formula can be vectorised, in a loop for
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

    private boolean addFormula(Program program, FusedOps open, int place) {
        if (!(program.computation(place) instanceof FusibleOp)) {
            leftOut.add(program.node(place).getClass().getSimpleName());
        }
        return open.add(place);
    }

    private boolean continues(Program program, int first, int place) {
        return isFree(program, place)
                && program.elements(place) == program.elements(first)
                && program.isForward(place) == program.isForward(first);
    }

    private boolean isFree(Program program, int place) {
        return loop[place] == NONE && program.computation(place) instanceof ElementwiseOp;
    }

    /** Which loop an op is in; negative if in none. */
    int of(int place) {
        return loop[place];
    }

    FusedOps get(int index) {
        return found.get(index);
    }

    /** The ops that no loop may contain, with the reason for each. */
    Stream<String> leftOut() {
        return leftOut.stream().map(op -> op + " is in no loop: its class has fields that could change");
    }
}
