package dev.gradus.train;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The results of the epochs of a training, including those of earlier processes. The saved state has one row for each epoch; the
 * statistics of parameters are not saved.
 */
final class History implements Resumable {
    private static final String PART = "history/", TRAINING = "training/", VALIDATION = "validation/", LOSS = "loss";
    private static final String FIRST = "first";

    private final List<Epoch> epochs = new ArrayList<>();

    /** What a file holds that is to be loaded; its number of rows is not known otherwise. */
    private Map<String, Tensor> awaited = Map.of();

    List<Epoch> epochs() {
        return epochs;
    }

    void add(Epoch epoch) {
        epochs.add(epoch);
    }

    /** Prepares for loading a file, which may be older than histories. */
    void await(Map<String, Tensor> file) {
        awaited = new LinkedHashMap<>();
        file.forEach((name, value) -> {
            if (name.startsWith(PART)) {
                awaited.put(name.substring(PART.length()), value);
            }
        });
    }

    @Override
    public Map<String, Tensor> state() {
        if (epochs.isEmpty()) {
            return awaited;
        }
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(FIRST, Tensor.scalar(epochs.get(0).number()));
        put(state, TRAINING, epochs.stream().map(Epoch::training).toList());
        List<Means> validation =
                epochs.stream().flatMap(epoch -> epoch.validation().stream()).toList();
        if (validation.size() == epochs.size()) {
            put(state, VALIDATION, validation);
        }
        return state;
    }

    private static void put(Map<String, Tensor> state, String kind, List<Means> means) {
        state.put(kind + LOSS, Tensor.of(means.stream().mapToDouble(Means::loss).toArray()));
        means.get(0).metrics().forEach((name, first) -> {
            List<Tensor> rows = means.stream()
                    .flatMap(each -> Optional.ofNullable(each.metrics().get(name)).stream())
                    .filter(value -> value.shape().equals(first.shape()))
                    .map(value -> value.reshape(withRows(1, value.shape())))
                    .toList();
            if (rows.size() == means.size()) {
                state.put(kind + "metrics/" + name, Tensor.joined(rows));
            }
        });
    }

    private static int[] withRows(int rows, Shape shape) {
        return IntStream.concat(IntStream.of(rows), Arrays.stream(shape.sizes()))
                .toArray();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        epochs.clear();
        if (state.containsKey(TRAINING + LOSS)) {
            int first = (int) States.count(state, FIRST);
            List<Means> training = means(state, TRAINING), validation = means(state, VALIDATION);
            for (int i = 0; i < training.size(); i++) {
                Optional<Means> validated = validation.isEmpty() ? Optional.empty() : Optional.of(validation.get(i));
                epochs.add(new Epoch(first + i, training.get(i), validated, List.of()));
            }
        }
    }

    private static List<Means> means(Map<String, Tensor> state, String kind) {
        Tensor losses = state.getOrDefault(kind + LOSS, Tensor.zeros(0));
        List<Means> means = new ArrayList<>();
        for (int i = 0; i < losses.shape().elements(); i++) {
            int row = i;
            Map<String, Tensor> metrics = new LinkedHashMap<>();
            state.forEach((name, values) -> {
                if (name.startsWith(kind + "metrics/")) {
                    int[] sizes = values.shape().sizes();
                    metrics.put(
                            name.substring((kind + "metrics/").length()),
                            values.rows(row).reshape(Arrays.copyOfRange(sizes, 1, sizes.length)));
                }
            });
            means.add(new Means(losses.get(i), metrics));
        }
        return means;
    }
}
