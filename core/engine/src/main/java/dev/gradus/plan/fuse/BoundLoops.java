package dev.gradus.plan.fuse;

import dev.gradus.kernel.BoundOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.host.Host;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.Warming;
import dev.gradus.plan.Buffers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The generated loops of a plan with their arrays. Equal loops share one class. */
final class BoundLoops {
    private final Buffers buffers;
    private final Kernels kernels;
    private final boolean always;
    private final WarmupBudget budget;
    private final Map<LoopCode, Warming> shared = new HashMap<>();
    private final List<GeneratedOps> all = new ArrayList<>();

    /** @param always whether loops are made at once and always used, instead of when they pay */
    BoundLoops(Buffers buffers, Kernels kernels, boolean always) {
        this.buffers = buffers;
        this.kernels = kernels;
        this.always = always;
        this.budget = new WarmupBudget(kernels.threads());
    }

    /**
     * Adds the computation of a loop's ops.
     *
     * @param otherwise the computation without the loop
     */
    GeneratedOps bind(FusedOps ops, BoundOp... otherwise) {
        GeneratedOps generated = new GeneratedOps(ops, buffers, kernels, trial(ops.code()), otherwise);
        all.add(generated);
        return generated;
    }

    private LoopTrial trial(LoopCode code) {
        if (kernels.lanes() == 1 && !code.isPlain()) {
            return LoopTrial.never("the kernels have no vectors");
        }
        Warming warming = shared.computeIfAbsent(code, unknown -> Host.warming(code, kernels.lanes()));
        return always ? LoopTrial.atOnce(warming) : LoopTrial.whenItPays(warming, budget);
    }

    List<GeneratedOps> all() {
        return List.copyOf(all);
    }

    /** The size of each loop, and the present decision about it. */
    Stream<String> lines() {
        return all.stream().map(loop -> loop.ops() + ": " + loop.trial());
    }
}
