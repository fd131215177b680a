package dev.gradus.run;

import dev.gradus.kernel.Kernels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds loops of the backward pass that could be computed together with one of the forward pass, where nothing they need comes later. */
final class LoopsOfBothPasses {
    private final Program program;
    private final BitSet ops;
    private final Loops loops;
    private final Buffers buffers;
    private final Kernels kernels;

    LoopsOfBothPasses(Program program, BitSet ops, Loops loops, Buffers buffers, Kernels kernels) {
        this.program = program;
        this.ops = ops;
        this.loops = loops;
        this.buffers = buffers;
        this.kernels = kernels;
    }

    /** Those that were found, each loop in one at most. */
    List<BothPasses> find() {
        List<BothPasses> found = new ArrayList<>();
        List<GeneratedOps> free = new ArrayList<>(loops.bound());
        for (GeneratedOps backward : loops.bound()) {
            for (GeneratedOps forward : List.copyOf(free)) {
                if (free.contains(backward) && program.isForward(forward.ops().first())) {
                    Optional<FusedOps> both = together(forward.ops(), backward.ops());
                    if (both.isPresent()) {
                        GeneratedOps loop = loops.bind(both.get(), buffers, kernels);
                        found.add(new BothPasses(loop, forward, backward));
                        free.removeAll(List.of(forward, backward));
                    }
                }
            }
        }
        return found;
    }

    private Optional<FusedOps> together(FusedOps forward, FusedOps backward) {
        if (program.isForward(backward.first())) {
            return Optional.empty();
        }
        Optional<FusedOps> both = forward.with(backward);
        both.ifPresent(loop -> loop.close(Loops.readOutside(program, ops, loop)::get));
        return both.filter(loop -> knowsItsOperands(loop) && disturbsNothing(loop, forward, backward));
    }

    /** Whether all that it reads is there when the forward pass comes to its first op. */
    private boolean knowsItsOperands(FusedOps loop) {
        return loop.arrays().stream()
                .filter(value -> value.use() == FusedOps.Use.READ || value.use() == FusedOps.Use.REPEATED)
                .allMatch(value -> !ops.get(value.place()) || value.place() < loop.first());
    }

    /** Whether no op between the two loops uses an array into which results of the second one go. */
    private boolean disturbsNothing(FusedOps loop, FusedOps forward, FusedOps backward) {
        Set<double[]> written = Collections.newSetFromMap(new IdentityHashMap<>());
        loop.arrays().stream()
                .filter(value -> value.use().compareTo(FusedOps.Use.WRITTEN) >= 0)
                .filter(value -> value.place() >= backward.first())
                .forEach(value -> written.add(buffers.of(value.place())));
        return ops.get(forward.last() + 1, backward.first()).stream()
                .map(offset -> forward.last() + 1 + offset)
                .noneMatch(place -> uses(place, written));
    }

    private boolean uses(int place, Set<double[]> arrays) {
        boolean uses = arrays.contains(buffers.of(place));
        for (int i = 0; i < program.inputs(place); i++) {
            uses |= arrays.contains(buffers.of(program.input(place, i)));
        }
        return uses;
    }
}
