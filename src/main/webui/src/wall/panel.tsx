import { Component, type ComponentChildren } from 'preact';

interface Props {
  id: string;
  title: ComponentChildren;
  failed: string;
  width: number;
  height?: number;
  children: ComponentChildren;
}

/** A panel of the wall. If drawing it fails, it alone is greyed and says so; new data try again. */
export class Panel extends Component<Props & { version: number }, { failedAt: number | null }> {
  override state = { failedAt: null as number | null };

  override componentDidCatch(): void {
    this.setState({ failedAt: this.props.version });
  }

  override componentDidUpdate(): void {
    const { failedAt } = this.state;
    if (failedAt !== null && failedAt !== this.props.version) this.setState({ failedAt: null });
  }

  override render() {
    const { id, title, failed, width, height, children } = this.props;
    const broken = this.state.failedAt !== null;
    return (
      <section class={`panel ${id}${broken ? ' failed' : ''}`} aria-labelledby={`title-${id}`} style={{ width: `${width}px`, ...(height ? { height: `${height}px` } : {}) }}>
        <h2 class="title" id={`title-${id}`}>
          {title}
        </h2>
        {broken ? <p class="empty">{failed}</p> : children}
      </section>
    );
  }
}
