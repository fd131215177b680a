package dev.gradus.explorer;

import java.util.List;

/** What a page is looked at on, in pixels. */
record Screen(int width, int height) {
    static final Screen LAPTOP = new Screen(1440, 900);
    static final Screen PROJECTOR = new Screen(1280, 720);
    static final Screen PHONE = new Screen(390, 844);
    static final Screen LARGE = new Screen(1920, 1080);

    static final List<Screen> USUAL = List.of(LAPTOP, PROJECTOR, PHONE);

    /** Those that lectures are given on. */
    static final List<Screen> LECTURE = List.of(LAPTOP, new Screen(1366, 768), new Screen(1280, 800), PROJECTOR, LARGE);

    @Override
    public String toString() {
        return width + " × " + height;
    }
}
