package dev.gradus.run;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.ElementwiseOp;
import dev.gradus.kernel.FusibleOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.LoopCode;
import dev.gradus.kernel.Warming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds neighbouring ops that one generated loop can compute. */
final class Loops {
    private static final int NONE = -1;

    /** A loop over fewer elements gains little, and pays for being made after millions of steps. */
    private static final int FEWEST = 256;

    private final int[] loop;
    private final List<FusedOps> found = new ArrayList<>();
    private final List<GeneratedOps> bound = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final Budget budget;
    private final int lanes;
    private final boolean atOnce;
    private final Map<LoopCode, Warming> shared = new HashMap<>();

    /** No loops. */
    Loops(Program program) {
        this(program, Kernels.scalar(), false);
    }

    private Loops(Program program, Kernels kernels, boolean atOnce) {
        this.lanes = kernels.lanes();
        this.budget = new Budget(kernels.threads());
        this.atOnce = atOnce;
        loop = new int[program.size()];
        Arrays.fill(loop, NONE);
    }

    /**
     * Loops of these ops.
     *
     * @param columnSums which sums but those of all elements may be computed in loops
     * @param kernels the plan's
     * @param atOnce whether the loops are made at once and always used, instead of when they pay
     */
    Loops(Program program, BitSet ops, ColumnSums columnSums, Kernels kernels, boolean atOnce) {
        this(program, kernels, atOnce);
        Optional<FusedOps> open = Optional.empty();
        int last = 0;
        for (int place = ops.nextSetBit(0); place >= 0; place = ops.nextSetBit(place + 1)) {
            boolean samePass = program.isForward(last) == program.isForward(place);
            last = place;
            if (!samePass || open.isEmpty() || !open.get().add(place)) {
                open.ifPresent(this::close);
                open = begin(program, columnSums, place, atOnce ? 2 : FEWEST);
            }
        }
        open.ifPresent(this::close);
        findFormulas(program, ops, columnSums, atOnce ? 2 : FEWEST);
        found.forEach(new Readers(program, ops)::close);
    }

    private TakeOver takeOver(LoopCode code) {
        if (lanes == 1 && !code.isPlain()) {
            return TakeOver.never("the kernels have no vectors");
        }
        Warming warming = shared.computeIfAbsent(code, unknown -> new Warming(code, lanes));
        return atOnce ? TakeOver.atOnce(warming) : TakeOver.whenItPays(warming, budget);
    }

    private static Optional<FusedOps> begin(Program program, ColumnSums columnSums, int place, int fewest) {
        if (program.elements(place) < fewest) {
            return Optional.empty();
        }
        FusedOps ops = new FusedOps(program, program.elements(place), false, columnSums);
        return ops.add(place) ? Optional.of(ops) : Optional.empty();
    }

    /** An op by itself has a loop already. */
    private void close(FusedOps ops) {
        if (ops.places().size() > 1) {
            take(ops);
        }
    }

    private void take(FusedOps ops) {
        ops.places().forEach(place -> loop[place] = found.size());
        found.add(ops);
    }

    /**
     * Loops that call users' formulas, even of one op: compiled into its own loop, a formula can become vector instructions,
     * which it cannot in a loop for all. They take what no other loop has taken, and only whole groups, so that what computes
     * them otherwise is what would compute them without.
     */
    private void findFormulas(Program program, BitSet ops, ColumnSums columnSums, int fewest) {
        int next;
        for (int first = ops.nextSetBit(0); first >= 0; first = next) {
            next = ops.nextSetBit(first + 1);
            if (program.elements(first) >= fewest && isFree(program, first)) {
                FusedOps open = new FusedOps(program, program.elements(first), true, columnSums);
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

    /**
     * What computes the ops of a loop.
     *
     * @param otherwise what computes them without it
     */
    BoundOp bind(int index, Buffers buffers, Kernels kernels, BoundOp... otherwise) {
        return bind(found.get(index), buffers, kernels, otherwise);
    }

    GeneratedOps bind(FusedOps ops, Buffers buffers, Kernels kernels, BoundOp... otherwise) {
        GeneratedOps generated = new GeneratedOps(ops, buffers, kernels, takeOver(ops.code()), otherwise);
        bound.add(generated);
        return generated;
    }

    /** Those that were bound to their arrays, in order. */
    List<GeneratedOps> bound() {
        return List.copyOf(bound);
    }

    /** Of each loop how large it is, and what is decided about it by now. */
    Stream<String> lines() {
        return Stream.concat(
                bound.stream().map(generated -> generated.ops() + ": " + generated.takeOver()),
                leftOut.stream().map(op -> op + " is in no loop: its class has fields that could change"));
    }
}
