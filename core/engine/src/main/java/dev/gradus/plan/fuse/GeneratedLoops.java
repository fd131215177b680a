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

/** The generated loops of a plan, bound to arrays. Equal loops share one class. */
final class GeneratedLoops {
    private final Buffers buffers;
    private final Kernels kernels;
    private final boolean always;
    private final Map<LoopCode, Warming> shared = new HashMap<>();
    private final List<WarmingLoop> all = new ArrayList<>();
    private final List<GeneratedOps> bound = new ArrayList<>();

    /** @param always whether each loop is generated immediately and always used, instead of once it is fast */
    GeneratedLoops(Buffers buffers, Kernels kernels, boolean always) {
        this.buffers = buffers;
        this.kernels = kernels;
        this.always = always;
    }

    /**
     * Adds a loop.
     *
     * @param fallback computes the same ops without the loop
     */
    GeneratedOps bind(FusedOps ops, BoundOp... fallback) {
        GeneratedOps generated = new GeneratedOps(loop(ops), buffers, kernels, fallback);
        bound.add(generated);
        return generated;
    }

    /** Adds a loop that is bound as a part of a group. */
    WarmingLoop loop(FusedOps ops) {
        WarmingLoop loop = new WarmingLoop(ops, warming(ops.code()));
        all.add(loop);
        return loop;
    }

    private Warming warming(LoopCode code) {
        return shared.computeIfAbsent(code, unknown -> {
            if (!always && kernels.hasVectors() && !code.hasCalls()) {
                return Host.sharedLoop(code, kernels.hasVectors());
            }
            Warming loop = Host.warming(code, kernels.hasVectors());
            if (!kernels.hasVectors() && !code.isPlain()) {
                loop.refuse("the kernels have no vectors");
            } else if (always) {
                loop.useAtOnce();
            }
            return loop;
        });
    }

    /** The loops that compute groups of their own. */
    List<GeneratedOps> bound() {
        return List.copyOf(bound);
    }

    Stream<String> lines() {
        return all.stream().map(WarmingLoop::toString);
    }
}
