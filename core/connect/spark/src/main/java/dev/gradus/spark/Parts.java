package dev.gradus.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies a function of several elements to parts of an iterator. */
final class Parts<T> implements Iterator<T> {
    private static final int LARGEST = 256;

    private final Iterator<T> all;
    private final UnaryOperator<List<T>> function;
    private Iterator<T> part = List.<T>of().iterator();

    Parts(Iterator<T> all, UnaryOperator<List<T>> function) {
        this.all = all;
        this.function = function;
    }

    @Override
    public boolean hasNext() {
        return part.hasNext() || all.hasNext();
    }

    @Override
    public T next() {
        if (!part.hasNext()) {
            List<T> next = new ArrayList<>();
            while (next.size() < LARGEST && all.hasNext()) {
                next.add(all.next());
            }
            part = function.apply(next).iterator();
        }
        return part.next();
    }
}
