package dev.gradus.train;

import dev.gradus.train.file.ProtobufMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * Writes epochs to event files, which TensorBoard draws: {@code tensorboard --logdir runs}.
 *
 * <pre>{@code
 * trainer.withListener(TensorBoardLog.to(Path.of("runs/adam"))).train(100);
 * }</pre>
 *
 * <p>The loss, the metrics of one element and, with {@link Trainer#watchingParameters}, the norms of each parameter become
 * scalars, with the epoch as their step. What has one name in training and validation is drawn in one chart: {@code
 * loss/training}, {@code loss/validation}, {@code norm/W}. The distributions of parameters and gradients become histograms.
 * TensorBoard stores scalars as float32; {@link CsvLog} has full precision.
 *
 * <p>Each log starts a file of its own in the folder, so a training that is stopped and resumed continues its curves.
 */
public final class TensorBoardLog implements Consumer<Epoch> {
    // The numbers of fields in tensorflow.Event, tensorflow.Summary, Summary.Value and HistogramProto.
    private static final int WALL_TIME = 1, STEP = 2, FILE_VERSION = 3, SUMMARY = 5;
    private static final int VALUE = 1;
    private static final int TAG = 1, SIMPLE_VALUE = 2, HISTOGRAM = 5;
    private static final int MIN = 1, MAX = 2, COUNT = 3, BUCKET_LIMITS = 6, BUCKETS = 7;

    private final Path folder;
    private final Clock clock;
    private Optional<Path> file = Optional.empty();

    TensorBoardLog(Path folder, Clock clock) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.clock = clock;
    }

    /** Creates a log in this folder, which is created with the first epoch if it does not exist. */
    public static TensorBoardLog to(Path folder) {
        return new TensorBoardLog(folder, Clock.systemUTC());
    }

    /**
     * Appends an epoch.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void accept(Epoch epoch) {
        Objects.requireNonNull(epoch, "epoch");
        try {
            append(event(epoch));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void append(ProtobufMessage event) throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(newFile());
            write(at(0).string(FILE_VERSION, "brain.Event:2"));
        }
        write(event);
    }

    /** Creates the file after the last one, because readers take a folder's files in the order of their names. */
    private Path newFile() throws IOException {
        Files.createDirectories(folder);
        int number = 0;
        while (Files.exists(file(number))) {
            number++;
        }
        return Files.createFile(file(number));
    }

    private Path file(int number) {
        return folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%06d.gradus", number));
    }

    /** Writes a TFRecord: the length and its checksum, then the bytes and theirs. */
    private void write(ProtobufMessage event) throws IOException {
        byte[] bytes = event.toBytes();
        byte[] length = littleEndian(Long.BYTES).putLong(bytes.length).array();
        ByteBuffer record = littleEndian(length.length + bytes.length + 2 * Integer.BYTES)
                .put(length)
                .putInt(maskedChecksum(length))
                .put(bytes)
                .putInt(maskedChecksum(bytes));
        Files.write(file.orElseThrow(), record.array(), StandardOpenOption.APPEND);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int maskedChecksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }

    private ProtobufMessage at(int step) {
        return new ProtobufMessage().float64(WALL_TIME, clock.millis() / 1000.0).int64(STEP, step);
    }

    private ProtobufMessage event(Epoch epoch) {
        ProtobufMessage summary = new ProtobufMessage();
        scalars(epoch)
                .forEach((tag, number) -> summary.message(
                        VALUE, new ProtobufMessage().string(TAG, tag).float32(SIMPLE_VALUE, number.floatValue())));
        for (ParameterStatistics each : epoch.parameters()) {
            summary.message(VALUE, histogram("value/" + each.name(), each.values()));
            summary.message(VALUE, histogram("gradient/" + each.name(), each.gradient()));
        }
        return at(epoch.number()).message(SUMMARY, summary);
    }

    private static Map<String, Double> scalars(Epoch epoch) {
        Map<String, Double> scalars = new LinkedHashMap<>();
        epoch.training().numbers().forEach((name, number) -> scalars.put(name + "/training", number));
        epoch.validation()
                .ifPresent(
                        means -> means.numbers().forEach((name, number) -> scalars.put(name + "/validation", number)));
        for (ParameterStatistics each : epoch.parameters()) {
            scalars.put("norm/" + each.name(), each.norm());
            scalars.put("change/" + each.name(), each.change());
            scalars.put("gradient norm/" + each.name(), each.gradientNorm());
        }
        return scalars;
    }

    private static ProtobufMessage histogram(String tag, Histogram histogram) {
        List<Double> limits = new ArrayList<>(), counts = new ArrayList<>();
        double all = 0;
        for (int i = 0; i < histogram.counts().size(); i++) {
            limits.add(histogram.edge(i + 1));
            counts.add((double) histogram.counts().get(i));
            all += histogram.counts().get(i);
        }
        ProtobufMessage distribution = new ProtobufMessage()
                .float64(MIN, histogram.low())
                .float64(MAX, histogram.high())
                .float64(COUNT, all)
                .float64s(BUCKET_LIMITS, limits)
                .float64s(BUCKETS, counts);
        return new ProtobufMessage().string(TAG, tag).message(HISTOGRAM, distribution);
    }

    /** The folder. */
    @Override
    public String toString() {
        return "TensorBoardLog " + folder;
    }
}
