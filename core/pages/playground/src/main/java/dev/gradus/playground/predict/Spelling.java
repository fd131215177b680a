package dev.gradus.playground.predict;

import dev.gradus.node.Input;
import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.training.Training;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that a network for {@link DataSets#LETTERS} spells: letter by letter, each drawn from what it predicts. */
public final class Spelling {
    private static final int MOST_LETTERS = 12;

    private final OtherRows rows;
    private final Input x;
    private final Prediction prediction;

    private Spelling(OtherRows rows, Input x, Prediction prediction) {
        this.rows = rows;
        this.x = x;
        this.prediction = prediction;
    }

    /** Empty if the data are not letters, or the lines do not predict one from those before it. */
    public static Optional<Spelling> of(String program, DataSet data, int seed) {
        int letters = DataSets.LETTERS.length();
        if (!data.source().equals("names")) {
            return Optional.empty();
        }
        Map<String, Tensor> one = new LinkedHashMap<>(data.rows(0).tensors());
        return Prediction.of(Program.onData(program, one, seed))
                .filter(prediction -> prediction.node().shape().elements() == letters
                        && prediction.node().shape().rank() == 2)
                .flatMap(prediction -> {
                    OtherRows rows = new OtherRows(List.of(prediction.node()));
                    return rows.onlyX().map(x -> new Spelling(rows, x, prediction));
                });
    }

    /** One name. */
    public String next(Training training, NumpyRandom random) {
        double[] context = new double[x.shape().elements()];
        StringBuilder name = new StringBuilder();
        while (name.length() < MOST_LETTERS) {
            rows.feed(x, context);
            rows.compute(training);
            int letter = drawn(
                    prediction.probabilities(rows.value(prediction.node())).toArray(), random.randomSample());
            if (letter == 0) {
                break;
            }
            name.append(DataSets.LETTERS.charAt(letter));
            System.arraycopy(context, 1, context, 0, context.length - 1);
            context[context.length - 1] = letter;
        }
        return name.toString();
    }

    private static int drawn(double[] probabilities, double share) {
        double sum = 0;
        for (int letter = 0; letter < probabilities.length; letter++) {
            sum += probabilities[letter];
            if (share < sum) {
                return letter;
            }
        }
        return 0;
    }
}
