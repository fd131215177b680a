package dev.gradus.spark;

import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.train.Adam;
import dev.gradus.train.BlockTraining;
import dev.gradus.train.Epoch;
import dev.gradus.train.Optimizer;
import dev.gradus.train.Schedule;
import dev.gradus.train.Trainer;
import java.util.List;
import java.util.zip.CRC32;

/** One training with everything: mini-batches in a random order, clipping, a schedule, a metric. */
final class Training {
    private Training() {}

    static Optimizer optimizer() {
        return Adam.of(0.01).withClipNorm(0.1).withSchedule(Schedule.exponential(0.99));
    }

    static Trainer trainer(Parameters parameters, BlockTraining training) {
        return Trainer.of(parameters, training.blocksAStep(5).shuffled(NumpyRandom.seed(3)), optimizer());
    }

    /** A checksum of all bits of what came out: of losses, metrics and parameters. */
    static String hash(List<Epoch> history, Parameters parameters) {
        CRC32 hash = new CRC32();
        for (Epoch epoch : history) {
            add(hash, epoch.loss());
            epoch.metrics().values().forEach(metric -> add(hash, metric.toArray()));
        }
        parameters
                .all()
                .forEach(parameter -> add(hash, parameters.get(parameter).toArray()));
        return Long.toHexString(hash.getValue());
    }

    private static void add(CRC32 hash, double... numbers) {
        for (double number : numbers) {
            long bits = Double.doubleToLongBits(number);
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                hash.update((int) (bits >>> shift));
            }
        }
    }
}
