package dev.gradus.benchmarks;

import dev.gradus.tensor.Tensor;
import java.util.Map;

/** {@link ColdStart} in another library: ten steps of training logical AND. */
final class PeerColdStart {
    private PeerColdStart() {}

    /** The argument: which of {@link Peer#NAMES}. */
    public static void main(String[] name) {
        Named<Tensor> data = new Named<>(Map.of(
                "x", Tensor.of(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}),
                "y", Tensor.of(new double[][] {{0}, {0}, {0}, {1}}),
                "W", Tensor.of(new double[][] {{1.2}, {0.3}}),
                "b", Tensor.zeros(1, 1)));
        try (Peer peer = Peer.open(name[0], Integer.getInteger("dev.gradus.threads", 1));
                Work and = peer.oneLayer(data, 1)) {
            double loss = 0;
            for (int step = 0; step < 10; step++) {
                loss = and.step();
            }
            System.out.println(loss);
        }
    }
}
