package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.Python;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
    /** Reads records as TensorFlow writes them, with the messages of its event.proto and summary.proto. */
    private static final String READER = """
            import struct, sys
            from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

            def checksum(data):
                crc = 0xffffffff
                for byte in data:
                    crc ^= byte
                    for _ in range(8):
                        crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
                crc ^= 0xffffffff
                return ((crc >> 15 | crc << 17) + 0xa282ead8) & 0xffffffff

            file = descriptor_pb2.FileDescriptorProto(name='event.proto', package='tensorflow')
            types = dict(double=1, float=2, int64=3, string=9, message=11)
            def message(name, *fields):
                new = file.message_type.add(name=name)
                for number, label, kind, field in fields:
                    added = new.field.add(name=field, number=number, label=3 if label == 'repeated' else 1)
                    added.type = types.get(kind, types['message'])
                    if kind not in types:
                        added.type_name = '.tensorflow.' + kind
                    if kind == 'double' and label == 'repeated':
                        added.options.packed = True
            message('HistogramProto', (1, '', 'double', 'min'), (2, '', 'double', 'max'), (3, '', 'double', 'num'),
                    (4, '', 'double', 'sum'), (5, '', 'double', 'sum_squares'),
                    (6, 'repeated', 'double', 'bucket_limit'), (7, 'repeated', 'double', 'bucket'))
            message('Value', (1, '', 'string', 'tag'), (2, '', 'float', 'simple_value'), (5, '', 'HistogramProto', 'histo'))
            message('Summary', (1, 'repeated', 'Value', 'value'))
            message('Event', (1, '', 'double', 'wall_time'), (2, '', 'int64', 'step'), (3, '', 'string', 'file_version'),
                    (5, '', 'Summary', 'summary'))
            pool = descriptor_pool.DescriptorPool()
            pool.Add(file)
            Event = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName('tensorflow.Event'))

            data = open(sys.argv[1], 'rb').read()
            while data:
                length, crc = struct.unpack('<QI', data[:12])
                assert crc == checksum(data[:8])
                content = data[12:12 + length]
                assert struct.unpack('<I', data[12 + length:16 + length])[0] == checksum(content)
                data = data[16 + length:]
                event = Event.FromString(content)
                print(event.wall_time, event.step, event.file_version)
                for value in event.summary.value:
                    if value.HasField('histo'):
                        h = value.histo
                        print(' ', value.tag, h.min, h.max, h.num, list(h.bucket_limit), list(h.bucket))
                    else:
                        print(' ', value.tag, value.simple_value)
            """;

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static Epoch epoch(int number) {
        Histogram values = Histogram.of(new double[] {1, 2, 2, 5}, 2), gradient = Histogram.of(new double[4], 2);
        return new Epoch(
                number,
                new Means(0.125 * number, Map.of("matrix", Tensor.ones(2, 2))),
                Optional.of(Means.ofLoss(-Double.MAX_VALUE)),
                List.of(new ParameterStatistics("β", 6, 0.5, 3, values, gradient)));
    }

    @Test
    void aReaderOfProtocolBuffersFindsTheEpochs() throws IOException, InterruptedException {
        Path runs = folder.resolve("runs/first");
        TensorBoardLog log = new TensorBoardLog(runs, CLOCK);
        log.accept(epoch(1));
        log.accept(epoch(300));
        Path file = runs.resolve("events.out.tfevents.000000.gradus");
        assertThat(Python.with("google.protobuf").run(READER, file)).isEqualTo("""
                1700000000.5 0 brain.Event:2
                1700000000.5 1\s
                  loss/training 0.125
                  loss/validation -inf
                  norm/β 6.0
                  change/β 0.5
                  gradient norm/β 3.0
                  value/β 1.0 5.0 4.0 [3.0, 5.0] [3.0, 1.0]
                  gradient/β 0.0 0.0 4.0 [0.0, 0.0] [4.0, 0.0]
                1700000000.5 300\s
                  loss/training 37.5
                  loss/validation -inf
                  norm/β 6.0
                  change/β 0.5
                  gradient norm/β 3.0
                  value/β 1.0 5.0 4.0 [3.0, 5.0] [3.0, 1.0]
                  gradient/β 0.0 0.0 4.0 [0.0, 0.0] [4.0, 0.0]
                """);
    }

    /** The bytes of an epoch with a loss only, checked with the reader above. */
    @Test
    void theBytesStayTheSame() throws IOException {
        TensorBoardLog log = new TensorBoardLog(folder, CLOCK);
        log.accept(new Epoch(2, Means.ofLoss(0.5), Optional.empty(), List.of()));
        byte[] bytes = Files.readAllBytes(folder.resolve("events.out.tfevents.000000.gradus"));
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "1a00000000000000129bd82d0900002040fc54d94110001a0d627261696e2e4576656e743a32bf8a691d"
                                + "2300000000000000b09f77430900002040fc54d94110022a160a140a0d6c6f73732f747261696e696e67150000003fb457a244");
    }

    @Test
    void aResumedTrainingStartsTheNextFile() throws IOException {
        new TensorBoardLog(folder, CLOCK).accept(epoch(1));
        byte[] first = Files.readAllBytes(folder.resolve("events.out.tfevents.000000.gradus"));
        new TensorBoardLog(folder, CLOCK).accept(epoch(2));
        assertThat(folder.resolve("events.out.tfevents.000000.gradus")).hasBinaryContent(first);
        assertThat(folder.resolve("events.out.tfevents.000001.gradus")).isNotEmptyFile();
    }

    @Test
    void aFolderThatCannotBeMadeIsAnException() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        TensorBoardLog log = TensorBoardLog.to(file.resolve("runs"));
        assertThatThrownBy(() -> log.accept(epoch(1))).isInstanceOf(UncheckedIOException.class);
    }
}
