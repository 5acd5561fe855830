package io.javagym.envs.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanvasTest {
  private static int at(Canvas canvas, int x, int row) {
    byte[] rgb = canvas.frame().rgb();
    int offset = (row * canvas.width() + x) * 3;
    return (rgb[offset] & 0xff) << 16 | (rgb[offset + 1] & 0xff) << 8 | (rgb[offset + 2] & 0xff);
  }

  @Test
  void aFrameIsTheSameObjectAtEveryCall() {
    Canvas canvas = Canvas.downward(3, 2);

    assertThat(canvas.frame()).isSameAs(canvas.frame());
    assertThat(canvas.frame().rgb()).hasSize(3 * 2 * 3);
  }

  @Test
  void fillReachesEveryPixel() {
    Canvas canvas = Canvas.downward(7, 5);

    canvas.fill(0x102030);

    for (int i = 0; i < 7 * 5; i++) {
      assertThat(at(canvas, i % 7, i / 7)).isEqualTo(0x102030);
    }
  }

  @Test
  void yCountsFromTheChosenSide() {
    Canvas down = Canvas.downward(2, 3);
    Canvas up = Canvas.upward(2, 3);

    down.pixel(1, 0, 0xff8000);
    up.pixel(1, 0, 0xff8000);

    assertThat(at(down, 1, 0)).isEqualTo(0xff8000);
    assertThat(at(up, 1, 2)).isEqualTo(0xff8000);
    assertThat(at(up, 1, 0)).isZero();
  }

  @Test
  void whatLiesOutsideIsNotDrawn() {
    Canvas canvas = Canvas.downward(2, 2);
    SmoothShapes shapes = new SmoothShapes(canvas);

    canvas.pixel(-1, 0, 0xffffff);
    canvas.pixel(0, 2, 0xffffff);
    canvas.blend(2, 0, 0xffffff, 255);
    canvas.mix(0, -1, 0xffffff, 1);
    canvas.row(5, 9, 0, 0xffffff);
    canvas.row(0, 1, 2, 0xffffff);
    canvas.column(2, 0, 1, 0xffffff);
    shapes.disc(20, 20, 5, 0xffffff);
    shapes.polygon(new int[] {-9, -5, -9}, new int[] {-9, -9, -5}, 0xffffff);

    assertThat(canvas.frame().rgb()).containsOnly(0);
  }

  @Test
  void rowsAndColumnsIncludeBothEndsInEitherOrder() {
    Canvas canvas = Canvas.downward(4, 4);

    canvas.row(2, 1, 0, 0x010203);
    canvas.column(3, 9, 2, 0x040506);

    assertThat(at(canvas, 0, 0)).isZero();
    assertThat(at(canvas, 1, 0)).isEqualTo(0x010203);
    assertThat(at(canvas, 2, 0)).isEqualTo(0x010203);
    assertThat(at(canvas, 3, 0)).isZero();
    assertThat(at(canvas, 3, 1)).isZero();
    assertThat(at(canvas, 3, 2)).isEqualTo(0x040506);
    assertThat(at(canvas, 3, 3)).isEqualTo(0x040506);
  }

  @Test
  void coloursMix() {
    Canvas canvas = Canvas.downward(4, 1);
    canvas.fill(0x640064);

    canvas.blend(0, 0, 0x00c864, 128);
    canvas.blend(1, 0, 0x00c864, 255);
    canvas.mix(2, 0, 0x00c864, 0.25f);
    canvas.cover(3, 0, 0x00c864, 51);

    assertThat(at(canvas, 0, 0)).isEqualTo(0x326464);
    assertThat(at(canvas, 1, 0)).isEqualTo(0x00c864);
    assertThat(at(canvas, 2, 0)).isEqualTo(0x4b3264);
    assertThat(at(canvas, 3, 0)).isEqualTo(0x502864);
  }

  @Test
  void aScrolledCanvasShowsTheEndOfAWiderPicture() {
    Canvas canvas = Canvas.downward(2, 1);
    canvas.scroll(10);

    canvas.pixel(1, 0, 0xff0000);
    canvas.pixel(11, 0, 0x00ff00);
    canvas.row(0, 10, 0, 0x0000ff);

    assertThat(canvas.width()).isEqualTo(12);
    assertThat(canvas.frame().rgb()).containsExactly(0, 0, 0xff, 0, 0xff, 0);
  }
}
