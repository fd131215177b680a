package dev.gradus.benchmarks;

import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A work that all libraries have.
 *
 * @param name as in the table of {@link BenchmarkTable}
 * @param run Gradus's graph, fed
 * @param ours how Gradus computes with such a run
 * @param theirs how another library does from the same numbers
 */
record PeerWork(
        String name, Supplier<Run> run, Function<Run, Work> ours, BiFunction<Peer, Named<Tensor>, Work> theirs) {
    /** DJL's optimizers take a float. */
    private static final float LAYER_RATE = 0.1f;

    private static final float PERCEPTRON_RATE = 0.01f;

    static final List<PeerWork> ALL = List.of(
            oneLayer("4x2"),
            oneLayer("360x6"),
            new PeerWork(
                    "Perceptron",
                    Perceptron::network,
                    run -> GradusWork.training(run, PERCEPTRON_RATE),
                    (peer, data) -> peer.perceptron(data, PERCEPTRON_RATE)),
            new PeerWork(
                    "LongVectors",
                    () -> Run.of(LongVectors.sum(LongVectors.SIZE)),
                    GradusWork::gradients,
                    Peer::longVectors));

    private static PeerWork oneLayer(String size) {
        return new PeerWork(
                "OneLayer " + size,
                () -> {
                    OneLayer layer = new OneLayer();
                    layer.size = size;
                    layer.prepare();
                    return layer.run();
                },
                run -> GradusWork.training(run, LAYER_RATE),
                (peer, data) -> peer.oneLayer(data, LAYER_RATE));
    }
}
