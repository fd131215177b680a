package dev.gradus.data;

import dev.gradus.tensor.Tensor;
import dev.gradus.train.Batch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;

/** Cuts blocks into batches. A batch may span the end of one block and the start of the next. */
final class BatchIterator implements Iterator<Batch> {
    private final BlockReader blocks;
    private final int size;
    private final boolean keepsLast;
    private Optional<Batch> block;
    private int taken;
    private Optional<Batch> next;

    BatchIterator(BlockReader blocks, int size, boolean keepsLast) {
        this.blocks = blocks;
        this.size = size;
        this.keepsLast = keepsLast;
        block = blocks.next();
        next = read();
    }

    private Optional<Batch> read() {
        List<Batch> parts = new ArrayList<>();
        int missing = size;
        while (missing > 0 && block.isPresent()) {
            Batch whole = block.get();
            int from = taken, to = Math.min(whole.size(), from + missing);
            parts.add(from == 0 && to == whole.size() ? whole : whole.slice(from, to));
            missing -= to - from;
            taken = to;
            if (taken == whole.size()) {
                block = Optional.empty(); // frees the block before the next one is read
                block = blocks.next();
                taken = 0;
            }
        }
        boolean isGiven = !parts.isEmpty() && (keepsLast || missing == 0);
        return isGiven ? Optional.of(joined(parts)) : Optional.empty();
    }

    private static Batch joined(List<Batch> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : new Batch(IntStream.range(0, parts.get(0).tensors().size())
                        .mapToObj(i -> Tensor.joined(parts.stream()
                                .map(part -> part.tensors().get(i))
                                .toList()))
                        .toList());
    }

    @Override
    public boolean hasNext() {
        return next.isPresent();
    }

    @Override
    public Batch next() {
        Batch given = next.orElseThrow(() -> new NoSuchElementException("the epoch is over"));
        next = read();
        return given;
    }
}
