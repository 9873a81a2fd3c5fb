<?cs # part/chart.cs: call:chart(c) draws what view/chart.h filled c with; a page
     has one at most. Above it stands the figure in words, beneath it the table. ?><?cs
def:chart(c) ?><svg class="chart" viewBox="0 0 <?cs var:c.Width ?> <?cs var:c.Height ?>" role="img" aria-labelledby="chart-title chart-desc"><title id="chart-title"><?cs var:c.Title ?></title><desc id="chart-desc"><?cs var:c.Desc ?></desc>
<?cs each:line = c.Grid ?><line class="chart-line<?cs if:line.Zero ?> is-zero<?cs /if ?>" x1="<?cs var:c.Left ?>" y1="<?cs var:line.Y ?>" x2="<?cs var:c.Right ?>" y2="<?cs var:line.Y ?>"></line><text class="chart-text chart-scale" x="<?cs var:c.TextX ?>" y="<?cs var:line.TextY ?>"><?cs var:line.Text ?></text>
<?cs /each ?><?cs each:bar = c.Bars ?><rect class="chart-bar<?cs if:bar.Down ?> is-down<?cs /if ?>" x="<?cs var:bar.X ?>" y="<?cs var:bar.Y ?>" width="<?cs var:bar.W ?>" height="<?cs var:bar.H ?>"><title><?cs var:bar.Tip ?></title></rect>
<?cs /each ?><?cs each:mark = c.Marks ?><text class="chart-text chart-mark" x="<?cs var:mark.X ?>" y="<?cs var:c.MarkY ?>"><?cs var:mark.Text ?></text>
<?cs /each ?><text class="chart-text chart-name" x="<?cs var:c.Left ?>" y="<?cs var:c.UpY ?>">▲ <?cs var:c.UpName ?></text><text class="chart-text chart-name is-down" x="<?cs var:c.Left ?>" y="<?cs var:c.DownY ?>">▼ <?cs var:c.DownName ?></text></svg><?cs /def ?>
